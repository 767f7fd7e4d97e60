/**
 * What a node is made of on Linux: network namespaces, bridges, routes, a containerd process and its images.
 * 
 * <p>May use {@code cri}.
 */
@NullMarked
package dev.podlab.embedded.node;

import org.jspecify.annotations.NullMarked;
