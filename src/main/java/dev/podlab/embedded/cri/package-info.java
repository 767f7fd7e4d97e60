/**
 * The gRPC adapter that implements the kubelet's {@code ContainerRuntime} with CRI v1.
 * 
 * <p>May use the kubelet's port.
 */
@NullMarked
package dev.podlab.embedded.cri;

import org.jspecify.annotations.NullMarked;
