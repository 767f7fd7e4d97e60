package dev.podlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.cluster.InvalidManifestException.Problem;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

class AllowedKindsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
            KIND_NOT_ALLOWED | kind | {apiVersion: v1, kind: Secret, metadata: {name: a}}
            KIND_NOT_ALLOWED | kind | {apiVersion: v1, kind: List, metadata: {name: a}}
            NOT_AN_OBJECT | kind | {apiVersion: v1, metadata: {name: a}}
            NOT_AN_OBJECT | apiVersion | {kind: Pod, metadata: {name: a}}
            INVALID_VALUE | apiVersion | {apiVersion: apps/v1, kind: Pod, metadata: {name: a}}
            REQUIRED_VALUE | metadata.name | {apiVersion: v1, kind: Pod}
            WRONG_TYPE | metadata.name | {apiVersion: v1, kind: Pod, metadata: {name: 12}}
            WRONG_TYPE | metadata | {apiVersion: v1, kind: Pod, metadata: [a]}
            OTHER_NAMESPACE | metadata.namespace | {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: kube-system}}
            """)
    void findsTheProblem(String reason, String path, String text) {
        List<Problem> problems = AllowedKinds.problems(ManifestText.read(text), "learner-a");

        assertThat(problems).first().satisfies(problem -> {
            assertThat(problem.reason()).hasToString(reason);
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.line()).isEqualTo(1);
        });
    }

    @Test
    void theOwnNamespaceMayBeNamed() {
        String text = "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: learner-a}}";

        assertThat(AllowedKinds.problems(ManifestText.read(text), "learner-a")).isEmpty();
    }

    @Test
    void everyProblemOfEveryDocumentIsTold() {
        String text = "{apiVersion: v1, kind: Pod, metadata: {name: a}}\n---\n"
                + "{apiVersion: v1, kind: Pod, metadata: {name: a}}\n---\n{apiVersion: v1, kind: Secret}\n";

        assertThat(AllowedKinds.problems(ManifestText.read(text), "learner-a"))
                .extracting(Problem::line)
                .containsExactly(3, 5, 5);
    }
}
