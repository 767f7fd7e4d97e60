/**
 * What the server serves: the table of resources, and the documents by which clients find out.
 *
 * <p>May use {@code store} and the parent package.
 */
@NullMarked
package dev.podlab.embedded.api.discovery;

import org.jspecify.annotations.NullMarked;
