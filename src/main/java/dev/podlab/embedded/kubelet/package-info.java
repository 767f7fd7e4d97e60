/**
 * The node agent: a pure planner, the executor that carries its plan out, volumes and status. Defines the
 * {@link dev.podlab.embedded.kubelet.ContainerRuntime} port.
 * 
 * <p>May use {@code store}.
 */
@NullMarked
package dev.podlab.embedded.kubelet;

import org.jspecify.annotations.NullMarked;
