/**
 * The application: decides which cluster the portal talks to, wires the features together and starts them.
 * 
 * <p>May use every other package.
 */
@NullMarked
package dev.podlab;

import org.jspecify.annotations.NullMarked;
