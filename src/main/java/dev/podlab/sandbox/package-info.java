/**
 * A learner's namespace: opening, limits, reset, expiry and reclaim.
 * 
 * <p>May use {@code cluster}, {@code pod} and {@code learner}.
 */
@NullMarked
package dev.podlab.sandbox;

import org.jspecify.annotations.NullMarked;
