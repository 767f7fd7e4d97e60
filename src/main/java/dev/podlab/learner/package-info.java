/**
 * Who sits at the browser, which language they read, and how far they have come.
 */
@NullMarked
package dev.podlab.learner;

import org.jspecify.annotations.NullMarked;
