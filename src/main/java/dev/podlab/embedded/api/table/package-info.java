/**
 * The columns that {@code kubectl get} shows for each kind.
 *
 * <p>May use {@code store} and {@code schema}.
 */
@NullMarked
package dev.podlab.embedded.api.table;

import org.jspecify.annotations.NullMarked;
