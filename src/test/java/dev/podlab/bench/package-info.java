/**
 * Measures what the README promises, against a Podlab that it starts by itself, or Pod starts against any cluster. Run
 * by {@code ./podlab bench}; no unit test asserts a wall-clock time.
 */
@NullMarked
package dev.podlab.bench;

import org.jspecify.annotations.NullMarked;
