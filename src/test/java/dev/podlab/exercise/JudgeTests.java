package dev.podlab.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.podlab.course.Check;
import dev.podlab.course.Check.Where;
import dev.podlab.course.Expression;
import dev.podlab.exercise.CheckResult.CannotTell;
import dev.podlab.exercise.CheckResult.Failed;
import dev.podlab.exercise.CheckResult.NotYet;
import dev.podlab.exercise.CheckResult.Passed;
import dev.podlab.exercise.CheckResult.Reason;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JudgeTests {

    private static final Where WHERE = new Where("pod/web", "anchor");

    static Stream<Arguments> cases() {
        return Stream.of(
                arguments("passes when the state is as expected", phase("Running"), facts(web("Running"), ""), new Passed()),
                arguments(
                        "fails with what was seen",
                        phase("Running"),
                        facts(web("Pending"), ""),
                        new Failed(Map.of("phase", "Pending"))),
                arguments(
                        "is not yet there while the Pod is missing",
                        phase("Running"),
                        facts(List.of(), ""),
                        new NotYet("pod web")),
                arguments(
                        "waits for an answer before it judges one",
                        answer("answer == pod('web').status.podIP"),
                        facts(web("Running"), ""),
                        new CannotTell(Reason.NO_ANSWER)),
                arguments(
                        "judges the answer by the live state",
                        answer("answer == pod('web').status.podIP"),
                        facts(web("Running"), "10.244.1.7"),
                        new Passed()),
                arguments(
                        "fails a wrong answer and shows it",
                        answer("answer == pod('web').status.podIP"),
                        facts(web("Running"), "127.0.0.1"),
                        new Failed(Map.of("answer", "127.0.0.1"))),
                arguments(
                        "compares what commands said in two containers",
                        exec("evidence.one.stdout == evidence.two.stdout"),
                        evidence(Map.of("one", Map.of("stdout", "net:[1]"), "two", Map.of("stdout", "net:[1]"))),
                        new Passed()),
                arguments(
                        "is not yet there while a command could not run",
                        exec("evidence.one.stdout == evidence.two.stdout"),
                        evidence(Map.of("one", Map.of("stdout", "net:[1]"))),
                        new NotYet("")),
                arguments(
                        "cannot tell when the check does not fit the state",
                        exec("evidence.one.stdout + 1 == 2"),
                        evidence(Map.of("one", Map.of("stdout", "a"))),
                        new CannotTell(Reason.BROKEN_CHECK)),
                arguments(
                        "cannot tell when the check is no question",
                        exec("evidence.one.stdout"),
                        evidence(Map.of("one", Map.of("stdout", "a"))),
                        new CannotTell(Reason.BROKEN_CHECK)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void judges(String rule, Check check, Facts facts, CheckResult expected) {
        assertThat(Judge.evaluate(check, facts)).as(rule).isEqualTo(expected);
    }

    private static Check phase(String phase) {
        return new Check.CelCheck(
                "phase",
                Expression.compile("pod('web').status.phase == '" + phase + "'"),
                Map.of("phase", Expression.compile("pod('web').status.phase")),
                WHERE);
    }

    private static Check answer(String passes) {
        return new Check.AnswerCheck(
                "answer", Expression.compile(passes), Map.of("answer", Expression.compile("answer")), WHERE);
    }

    private static Check exec(String passes) {
        return new Check.ExecCheck("exec", Expression.compile(passes), Map.of(), WHERE);
    }

    private static List<Map<String, Object>> web(String phase) {
        return List.of(Map.of(
                "metadata", Map.of("name", "web"), "status", Map.of("phase", phase, "podIP", "10.244.1.7")));
    }

    private static Facts facts(List<Map<String, Object>> pods, String answer) {
        return new Facts(Map.of("pods", pods), Map.of(), answer);
    }

    private static Facts evidence(Map<String, Map<String, Object>> evidence) {
        return new Facts(Map.of(), evidence, "");
    }
}
