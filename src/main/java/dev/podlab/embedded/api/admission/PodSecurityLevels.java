package dev.podlab.embedded.api.admission;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The Pod security levels that a namespace asks for by its labels.
 *
 * <p>Source: pod-security-admission {@code api/helpers.go}.
 */
final class PodSecurityLevels {

    private static final String PREFIX = "pod-security.kubernetes.io/";
    private static final List<String> MODES = List.of("enforce", "audit", "warn");
    private static final Pattern VERSION = Pattern.compile("latest|v1\\.(0|[1-9][0-9]*)");

    private PodSecurityLevels() {}

    /** A level such as {@code restricted:latest}. */
    record Level(PodSecurity.Profile profile, String version) {
        @Override
        public String toString() {
            return profile.word() + ":" + version;
        }
    }

    /** Returns the level of a mode, {@code enforce} or {@code warn}; an unreadable one counts as the strictest. */
    static Level of(JsonNode namespace, String mode) {
        JsonNode labels = namespace.path("metadata").path("labels");
        String word = labels.path(PREFIX + mode).asString("privileged");
        return new Level(
                PodSecurity.Profile.of(word).orElse(PodSecurity.Profile.RESTRICTED),
                labels.path(PREFIX + mode + "-version").asString("latest"));
    }

    static void checkLabels(Field namespace, Problems problems) {
        Field labels = namespace.descend("metadata", "labels");
        for (String mode : MODES) {
            Field level = labels.key(PREFIX + mode);
            if (level.exists() && PodSecurity.Profile.of(level.text()).isEmpty()) {
                problems.invalid(level, "must be one of privileged, baseline, restricted");
            }
            Field version = labels.key(PREFIX + mode + "-version");
            if (version.exists() && !VERSION.matcher(version.text()).matches()) {
                problems.invalid(version, "must be \"latest\" or \"v1.x\"");
            }
        }
    }

    /** Returns what a Pod does that a namespace's level forbids, or empty. */
    static Optional<String> violation(JsonNode namespace, JsonNode pod, String mode) {
        Level level = of(namespace, mode);
        return PodSecurity.violation(level.profile(), pod)
                .map(what -> "%s PodSecurity \"%s\": %s".formatted(mode.equals("enforce") ? "violates" : "would violate", level, what));
    }
}
