/**
 * The fields that Kubernetes objects have: read from the model classes, used to decode manifests strictly and to
 * describe the API as OpenAPI.
 *
 * <p>May use {@code store}, and of fabric8 only the model.
 */
@NullMarked
package dev.podlab.embedded.api.schema;

import org.jspecify.annotations.NullMarked;
