/**
 * Pure functions from a tree and a patch to the patched tree: JSON Patch, JSON Merge Patch, strategic merge patch.
 *
 * <p>May use the parent package.
 */
@NullMarked
package dev.podlab.embedded.api.patch;

import org.jspecify.annotations.NullMarked;
