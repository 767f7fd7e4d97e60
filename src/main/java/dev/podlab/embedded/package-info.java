/**
 * The embedded cluster: starts and stops it, and hands out an endpoint with credentials.
 * 
 * <p>Depends on nothing of the portal; it could be shipped alone.
 */
@NullMarked
package dev.podlab.embedded;

import org.jspecify.annotations.NullMarked;
