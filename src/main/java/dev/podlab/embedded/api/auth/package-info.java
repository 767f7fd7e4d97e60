/**
 * Who asks, and what they may do: bearer tokens, and RBAC over the Role and RoleBinding objects in the store.
 *
 * <p>May use {@code store} and the parent package.
 */
@NullMarked
package dev.podlab.embedded.api.auth;

import org.jspecify.annotations.NullMarked;
