/**
 * Bodies in Kubernetes' protobuf encoding, as kubectl's own create commands send them since 1.32, turned into JSON.
 *
 * <p>May use the parent package.
 */
@NullMarked
package dev.podlab.embedded.api.protobuf;

import org.jspecify.annotations.NullMarked;
