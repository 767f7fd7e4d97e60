/**
 * The server's certificates: an authority of its own, and what it signs.
 *
 * <p>Uses only the JDK.
 */
@NullMarked
package dev.podlab.embedded.api.tls;

import org.jspecify.annotations.NullMarked;
