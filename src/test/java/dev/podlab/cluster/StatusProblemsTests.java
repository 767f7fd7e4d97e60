package dev.podlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.cluster.InvalidManifestException.Problem;
import dev.podlab.cluster.InvalidManifestException.Reason;
import dev.podlab.cluster.ManifestText.Document;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The messages are those of kube-apiserver 1.36. */
class StatusProblemsTests {

    private static final Document POD = Yaml.document("""
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
            spec:
              containers:
              - name: a
                image: busybox
                prots:
                - containerPort: 80
              - name: b
                image: busybox
                ports: none
            """);

    @Test
    void everyUnknownFieldIsFound() {
        List<Problem> problems = StatusProblems.of(400, message(
                "Pod in version \"v1\" cannot be handled as a Pod: strict decoding error: unknown field"
                        + " \"spec.containers[0].prots\", unknown field \"spec.containers[1].foo\""), POD);

        assertThat(problems).containsExactly(
                new Problem(9, 5, Reason.UNKNOWN_FIELD, "spec.containers[0].prots", "unknown field \"spec.containers[0].prots\""),
                new Problem(11, 5, Reason.UNKNOWN_FIELD, "spec.containers[1].foo", "unknown field \"spec.containers[1].foo\""));
    }

    @Test
    void aWrongTypeIsFoundWithoutItsPositionInTheList() {
        List<Problem> problems = StatusProblems.of(400, message(
                "Pod in version \"v1\" cannot be handled as a Pod: json: cannot unmarshal string into Go struct field"
                        + " Container.spec.containers.ports of type []v1.ContainerPort"), POD);

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.reason()).isEqualTo(Reason.WRONG_TYPE);
            assertThat(problem.line()).isEqualTo(13);
            assertThat(problem.path()).isEqualTo("spec.containers[1].ports");
        });
    }

    @Test
    void theCausesOfAnInvalidObjectHaveReasons() {
        Map<String, Object> status = Map.of("details", Map.of("causes", List.of(
                cause("FieldValueRequired", "spec.containers[0].image", "Required value"),
                cause("FieldValueInvalid", "metadata.name", "Invalid value: \"Web\""),
                cause("FieldValueForbidden", "spec", "Forbidden: pod updates may not change fields other than ..."),
                cause("FieldValueDuplicate", "spec.containers[1].name", "Duplicate value: \"a\""))));

        assertThat(StatusProblems.of(422, status, POD))
                .extracting(Problem::reason, Problem::line)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Reason.REQUIRED_VALUE, 8),
                        org.assertj.core.groups.Tuple.tuple(Reason.INVALID_VALUE, 4),
                        org.assertj.core.groups.Tuple.tuple(Reason.IMMUTABLE, 5),
                        org.assertj.core.groups.Tuple.tuple(Reason.INVALID_VALUE, 11));
    }

    @Test
    void aQuotaIsToldFromAnotherBan() {
        assertThat(StatusProblems.of(403, message("pods \"web\" is forbidden: exceeded quota: sandbox"), POD))
                .extracting(Problem::reason)
                .containsExactly(Reason.OVER_QUOTA);
        assertThat(StatusProblems.of(403, message("pods \"web\" is forbidden: violates PodSecurity \"baseline:latest\""), POD))
                .extracting(Problem::reason)
                .containsExactly(Reason.FORBIDDEN);
    }

    @Test
    void aConflictIsNotAboutTheManifest() {
        assertThat(StatusProblems.of(409, message("already exists"), POD)).isEmpty();
    }

    private static Map<String, Object> message(String message) {
        return Map.of("message", message);
    }

    private static Map<String, Object> cause(String reason, String field, String message) {
        return Map.of("reason", reason, "field", field, "message", message);
    }
}
