/**
 * The live picture: what a sandbox holds, streamed to the page as it changes.
 * 
 * <p>May use {@code sandbox}, {@code cluster}, {@code pod} and {@code learner}.
 */
@NullMarked
package dev.podlab.picture;

import org.jspecify.annotations.NullMarked;
