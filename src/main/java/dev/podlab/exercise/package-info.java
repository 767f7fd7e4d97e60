/**
 * Guided exercises: steps, predictions, checks that judge the live state, and a learner's attempts.
 * 
 * <p>May use {@code course}, {@code sandbox}, {@code cluster}, {@code pod} and {@code learner}.
 */
@NullMarked
package dev.podlab.exercise;

import org.jspecify.annotations.NullMarked;
