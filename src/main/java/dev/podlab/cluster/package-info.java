/**
 * The only user of the fabric8 client: feed, apply, exec, logs, capabilities and the translation of errors.
 * 
 * <p>May use {@code pod}.
 */
@NullMarked
package dev.podlab.cluster;

import org.jspecify.annotations.NullMarked;
