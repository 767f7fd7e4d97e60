/**
 * The API server: REST, watch, discovery, patches, admission, authorization, and the proxying of logs and exec.
 * 
 * <p>May use {@code store}.
 */
@NullMarked
package dev.podlab.embedded.api;

import org.jspecify.annotations.NullMarked;
