/**
 * Admission: defaults, validation with Kubernetes' own words, Pod security levels, limits, quotas, service accounts.
 *
 * <p>Rules are pure and say what they find; {@link dev.podlab.embedded.api.admission.AdmissionChain} runs them in the
 * order of the Go API server. May use {@code store} and {@code schema}.
 */
@NullMarked
package dev.podlab.embedded.api.admission;

import org.jspecify.annotations.NullMarked;
