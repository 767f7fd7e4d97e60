package dev.podlab.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.podlab.course.Expression.InvalidExpressionException;
import dev.podlab.course.Expression.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpressionTests {

    private static final Map<String, Object> WEB = Map.of(
            "metadata", Map.of("name", "web"),
            "status", Map.of(
                    "phase", "Running",
                    "containerStatuses", List.of(Map.of("name", "one", "restartCount", 2, "ready", true))));

    private static Value of(String source) {
        return Expression.compile(source)
                .evaluate(Map.of("pods", List.of(WEB), "evidence", Map.of("run", Map.of("exitCode", 0)), "answer", "x"));
    }

    @Test
    void findsPodsAndContainersByName() {
        assertThat(of("pod('web').status.phase")).isEqualTo(new Value.Found("Running"));
        assertThat(of("container('web', 'one').restartCount == 2")).isEqualTo(new Value.Found(true));
    }

    @Test
    void comparesWholeNumbersOfAnyWidth() {
        assertThat(of("evidence.run.exitCode == 0")).isEqualTo(new Value.Found(true));
    }

    @Test
    void aPodThatIsNotThereIsMissingAndNamed() {
        assertThat(of("pod('other').status.phase == 'Running'")).isEqualTo(new Value.Missing("pod other"));
    }

    @Test
    void aContainerThatIsNotThereIsMissingAndNamed() {
        assertThat(of("container('web', 'two').ready")).isEqualTo(new Value.Missing("container web/two"));
    }

    @Test
    void aFieldThatIsNotThereIsMissing() {
        assertThat(of("pod('web').status.podIP == '10.0.0.1'")).isEqualTo(new Value.Missing(""));
        assertThat(of("evidence.other.stdout == ''")).isEqualTo(new Value.Missing(""));
        assertThat(of("pods[7].metadata.name == ''")).isEqualTo(new Value.Missing(""));
    }

    @Test
    void anExpressionThatDoesNotFitWhatIsThereFails() {
        assertThat(of("pod('web').status.phase + 1 == 2")).isInstanceOf(Value.Failed.class);
    }

    @Test
    void aVariableThatIsNotGivenIsEmpty() {
        assertThat(Expression.compile("pods.size() == 0 && answer == ''").evaluate(Map.of()))
                .isEqualTo(new Value.Found(true));
    }

    @Test
    void refusesWhatIsNotCelOrUsesUnknownNames() {
        assertThatExceptionOfType(InvalidExpressionException.class).isThrownBy(() -> Expression.compile("pod("));
        assertThatExceptionOfType(InvalidExpressionException.class).isThrownBy(() -> Expression.compile("secrets[0]"));
    }
}
