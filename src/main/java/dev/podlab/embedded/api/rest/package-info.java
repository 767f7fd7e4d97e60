/**
 * The Kubernetes REST conventions: from a request to the store and back.
 *
 * <p>May use {@code store}, the parent package and its sub-packages {@code auth}, {@code discovery}, {@code http} and {@code patch}.
 */
@NullMarked
package dev.podlab.embedded.api.rest;

import org.jspecify.annotations.NullMarked;
