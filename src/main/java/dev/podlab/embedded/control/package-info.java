/**
 * Scheduler and controllers: level-triggered loops over the store.
 * 
 * <p>May use {@code store}.
 */
@NullMarked
package dev.podlab.embedded.control;

import org.jspecify.annotations.NullMarked;
