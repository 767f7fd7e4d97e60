package dev.podlab.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A learner's sandbox as a page shows it.
 *
 * @param state      {@code none} or {@code open}
 * @param serverTime what the portal's clock says, for a countdown that does not trust the browser's
 */
record SandboxView(
        String state,
        @Nullable String namespace,
        @Nullable Instant openedAt,
        @Nullable Instant expiresAt,
        Instant serverTime,
        Sandbox.@Nullable Limits limits,
        @Nullable Usage usage) {

    static SandboxView none(Instant now) {
        return new SandboxView("none", null, null, null, now, null, null);
    }

    static SandboxView open(Sandbox sandbox, Usage usage, Instant now) {
        return new SandboxView(
                "open", sandbox.namespace(), sandbox.openedAt(), sandbox.expiresAt(), now, sandbox.limits(), usage);
    }
}
