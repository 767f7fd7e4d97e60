/**
 * What every loop over the store shares: a mirror of one kind of object, a recorder of Kubernetes events, quantities
 * and times in their written form.
 *
 * <p>May use {@code store}.
 */
@NullMarked
package dev.podlab.embedded.store.client;

import org.jspecify.annotations.NullMarked;
