package dev.podlab.picture;

import dev.podlab.pod.SandboxState;
import java.time.Instant;

/**
 * What the page gets for each change.
 *
 * @param serverTime when it was sent: a browser's own clock may be wrong
 */
record PictureEvent(Instant serverTime, SandboxState state) {}
