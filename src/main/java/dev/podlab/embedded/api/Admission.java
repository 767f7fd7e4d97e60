package dev.podlab.embedded.api;

import tools.jackson.databind.node.ObjectNode;

/**
 * Decides whether a write is let in, after filling in defaults. Thread-safe.
 *
 * <p>The server calls it after authorization and decoding, and before the store. A creation and its admission happen
 * under one lock per namespace, so a quota that was checked still holds when the object is written.
 */
public interface Admission {

    /**
     * Returns the object as it shall be written: defaulted, mutated and valid.
     *
     * @param request what is to be written; its trees are private copies that may be changed
     * @return the object to write; ignored for {@link AdmissionRequest.Operation#DELETE}
     * @throws ApiException if the write is refused, with Kubernetes' own words
     */
    ObjectNode admit(AdmissionRequest request);
}
