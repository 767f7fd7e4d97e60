/**
 * Turns {@code content/} into a course of lessons and exercises, or into a list of problems with file and line.
 * 
 * <p>May use {@code markdown}.
 */
@NullMarked
package dev.podlab.course;

import org.jspecify.annotations.NullMarked;
