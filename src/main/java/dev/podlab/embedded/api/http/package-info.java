/**
 * HTTP/1.1 over TLS on Netty: whole requests in, whole or streamed answers out, WebSockets, and connections handed over to a node.
 *
 * <p>Knows nothing of Kubernetes. Handlers run on virtual threads and may block.
 */
@NullMarked
package dev.podlab.embedded.api.http;

import org.jspecify.annotations.NullMarked;
