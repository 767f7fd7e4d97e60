/**
 * Versioned Kubernetes objects: compare-and-set writes, watches by resourceVersion, and the journal that keeps them.
 */
@NullMarked
package dev.podlab.embedded.store;

import org.jspecify.annotations.NullMarked;
