package dev.podlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.podlab.cluster.InvalidManifestException.Problem;
import dev.podlab.cluster.InvalidManifestException.Reason;
import dev.podlab.cluster.ManifestText.Document;
import dev.podlab.cluster.ManifestText.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTextTests {

    @Test
    void everyFieldKnowsItsPlace() {
        Document pod = Yaml.document("""
                apiVersion: v1
                kind: Pod
                spec:
                  containers:
                  - name: a
                    image: busybox
                  - name: b
                """);

        assertThat(pod.place("spec.containers[0].image")).isEqualTo(new Place(6, 5));
        assertThat(pod.place("spec.containers[1]")).isEqualTo(new Place(7, 5));
        assertThat(pod.place("spec.containers[1].image")).as("the nearest that stands there").isEqualTo(new Place(7, 5));
        assertThat(pod.place("metadata.name")).isEqualTo(new Place(1, 1));
        assertThat(pod.withPositions("spec.containers.image")).isEqualTo("spec.containers[0].image");
    }

    @Test
    void placesInTheSecondDocumentCountFromTheTextsFirstLine() {
        List<Document> documents = ManifestText.read("kind: Pod\n---\n---\nkind: ConfigMap\n");

        assertThat(documents).hasSize(2);
        assertThat(documents.get(1).place("kind")).isEqualTo(new Place(4, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
            yes | true
            No | false
            on | true
            0644 | 420
            0o17 | 15
            0x1F | 31
            1_000 | 1000
            1.5 | 1.5
            1e3 | 1000.0
            12:30 | 12:30
            2026-01-01 | 2026-01-01
            1.2.3 | 1.2.3
            64Mi | 64Mi
            '''yes''' | yes
            """)
    void plainWordsMeanWhatTheyMeanToKubectl(String word, String value) {
        Object read = Yaml.object("a: " + word).get("a");

        assertThat(String.valueOf(read)).isEqualTo(value);
    }

    @Test
    void aliasesAndMergesAreFollowed() {
        Map<String, Object> object = Yaml.object("""
                base: &base {image: busybox, name: base}
                other:
                  <<: *base
                  name: other
                """);

        assertThat(object.get("other")).isEqualTo(Map.of("image", "busybox", "name", "other"));
    }

    @Test
    void aTextThatIsNotYamlSaysWhere() {
        Problem problem = problem("kind: Pod\nspec:\n  a: [1\n");

        assertThat(problem.reason()).isEqualTo(Reason.NOT_YAML);
        assertThat(problem.line()).isBetween(3, 4);
    }

    @Test
    void aTabSaysWhere() {
        Problem problem = problem("kind: Pod\nspec:\n\tcontainers: []\n");

        assertThat(problem.reason()).isEqualTo(Reason.NOT_YAML);
        assertThat(problem.line()).isEqualTo(3);
    }

    @Test
    void aFieldThatStandsTwiceIsAProblem() {
        Problem problem = problem("kind: Pod\nspec: {}\nspec: {}\n");

        assertThat(problem).isEqualTo(new Problem(
                3, 1, Reason.INVALID_VALUE, "spec", "duplicate field; it stands in line 2 already"));
    }

    @ParameterizedTest
    @CsvSource({"just words", "'- a\n- b'", "42"})
    void whatIsNoMappingIsNoObject(String text) {
        assertThat(problem(text).reason()).isEqualTo(Reason.NOT_AN_OBJECT);
    }

    @Test
    void anEmptyTextIsNoObject() {
        assertThat(problem("# nothing\n").reason()).isEqualTo(Reason.NOT_AN_OBJECT);
    }

    @Test
    void aMegabyteIsTooLarge() {
        assertThat(problem("a: " + "x".repeat(1_000_000)).reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void anAliasBombIsRefusedQuickly() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String last = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", java.util.Collections.nCopies(4, last))));
        }

        assertThat(problem(bomb.toString()).reason()).isIn(Reason.TOO_LARGE, Reason.NOT_YAML);
    }

    @Test
    void aLoopOfAliasesIsRefused() {
        assertThat(problem("a: &a [*a]\n").reason()).isIn(Reason.TOO_LARGE, Reason.NOT_YAML);
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(problem("a: " + "[".repeat(5_000) + "]".repeat(5_000)).reason()).isIn(Reason.TOO_LARGE, Reason.NOT_YAML);
    }

    private static Problem problem(String text) {
        InvalidManifestException refusal =
                catchThrowableOfType(InvalidManifestException.class, () -> ManifestText.read(text));
        assertThat(refusal).as("refusal").isNotNull();
        return refusal.problems().getFirst();
    }
}
