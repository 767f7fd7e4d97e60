/**
 * The terminal: a WebSocket on the browser's side, a Kubernetes exec session on the cluster's.
 * 
 * <p>May use {@code sandbox}, {@code cluster} and {@code learner}.
 */
@NullMarked
package dev.podlab.terminal;

import org.jspecify.annotations.NullMarked;
