package dev.podlab.embedded.api.admission;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What Pods of each security level may not do. Pure.
 *
 * <p>Source: pod-security-admission {@code policy/*.go}, newest version of each check; Windows is left out.
 */
final class PodSecurity {

    private PodSecurity() {}

    /** Security levels, from lax to strict. */
    enum Profile {
        PRIVILEGED,
        BASELINE,
        RESTRICTED;

        static Optional<Profile> of(String word) {
            return Arrays.stream(values()).filter(profile -> profile.word().equals(word)).findFirst();
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something forbidden.
     *
     * @param reason what it is, for example {@code privileged}
     * @param detail who does it
     */
    record Finding(String reason, String detail) {
        @Override
        public String toString() {
            return reason + " (" + detail + ")";
        }
    }

    /**
     * A check.
     *
     * @param id        its name; findings are listed by it
     * @param overrides the baseline checks that it replaces
     * @param run       what it finds in a Pod
     */
    private record Check(String id, Set<String> overrides, Function<SecuredPod, Optional<Finding>> run) {
        static Check of(String id, Function<SecuredPod, Optional<Finding>> run, String... overrides) {
            return new Check(id, Set.of(overrides), run);
        }
    }

    private static final List<Check> BASELINE = List.of(
            Check.of("appArmorProfile", BaselineChecks::appArmorProfile),
            Check.of("capabilities_baseline", BaselineChecks::capabilities),
            Check.of("hostNamespaces", BaselineChecks::hostNamespaces),
            Check.of("hostPathVolumes", BaselineChecks::hostPathVolumes),
            Check.of("hostPorts", BaselineChecks::hostPorts),
            Check.of("hostProbesAndHostLifecycle", BaselineChecks::handlerHosts),
            Check.of("privileged", BaselineChecks::privileged),
            Check.of("procMount", BaselineChecks::procMount),
            Check.of("seLinuxOptions", BaselineChecks::seLinuxOptions),
            Check.of("seccompProfile_baseline", BaselineChecks::seccompProfile),
            Check.of("sysctls", BaselineChecks::sysctls));

    private static final List<Check> RESTRICTED = List.of(
            Check.of("allowPrivilegeEscalation", RestrictedChecks::allowPrivilegeEscalation),
            Check.of("capabilities_restricted", RestrictedChecks::capabilities, "capabilities_baseline"),
            Check.of("restrictedVolumes", RestrictedChecks::volumes, "hostPathVolumes"),
            Check.of("runAsNonRoot", RestrictedChecks::runAsNonRoot),
            Check.of("runAsUser", RestrictedChecks::runAsUser),
            Check.of("seccompProfile_restricted", RestrictedChecks::seccompProfile, "seccompProfile_baseline"));

    /** Returns everything that a profile forbids in a Pod, joined as Kubernetes does, or empty. */
    static Optional<String> violation(Profile profile, JsonNode pod) {
        var secured = new SecuredPod(Field.root(pod));
        String findings = checks(profile).stream()
                .flatMap(check -> check.run().apply(secured).stream())
                .map(Finding::toString)
                .collect(Collectors.joining(", "));
        return findings.isEmpty() ? Optional.empty() : Optional.of(findings);
    }

    private static List<Check> checks(Profile profile) {
        return switch (profile) {
            case PRIVILEGED -> List.of();
            case BASELINE -> BASELINE;
            case RESTRICTED -> restricted();
        };
    }

    private static List<Check> restricted() {
        Set<String> overridden = RESTRICTED.stream().flatMap(check -> check.overrides().stream()).collect(Collectors.toSet());
        var checks = new java.util.ArrayList<>(BASELINE.stream().filter(check -> !overridden.contains(check.id())).toList());
        checks.addAll(RESTRICTED);
        return checks;
    }
}
