package dev.podlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The STATUS column, case by case as upstream's printer tests name them. */
class PodStatusWordTests {

    @ParameterizedTest(name = "{0} shows {1}")
    @CsvSource(
            delimiter = '|',
            textBlock = """
            # rule | word | status
            a Pod that nobody looked at yet | Pending | {phase: Pending}
            a reason beats the phase | Evicted | {phase: Failed, reason: Evicted}
            a gated Pod | SchedulingGated | {phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: SchedulingGated}]}
            containers being created | ContainerCreating | {phase: Pending, containerStatuses: [{name: a, state: {waiting: {reason: ContainerCreating}}}]}
            a running container | Running | {phase: Running, containerStatuses: [{name: a, ready: true, state: {running: {}}}]}
            a back-off | CrashLoopBackOff | {phase: Running, containerStatuses: [{name: a, state: {waiting: {reason: CrashLoopBackOff}}}]}
            an error | Error | {phase: Failed, containerStatuses: [{name: a, state: {terminated: {exitCode: 1, reason: Error}}}]}
            an exit code without a reason | ExitCode:3 | {phase: Failed, containerStatuses: [{name: a, state: {terminated: {exitCode: 3}}}]}
            a signal without a reason | Signal:9 | {phase: Failed, containerStatuses: [{name: a, state: {terminated: {exitCode: 137, signal: 9}}}]}
            the first container has the last word | ErrImagePull | {phase: Pending, containerStatuses: [{name: a, state: {waiting: {reason: ErrImagePull}}}, {name: b, state: {waiting: {reason: CrashLoopBackOff}}}]}
            one done and one running but not ready Pod | NotReady | {phase: Running, containerStatuses: [{name: a, state: {terminated: {exitCode: 0, reason: Completed}}}, {name: b, ready: true, state: {running: {}}}]}
            one done and one running in a ready Pod | Running | {phase: Running, conditions: [{type: Ready, status: "True"}], containerStatuses: [{name: a, state: {terminated: {exitCode: 0, reason: Completed}}}, {name: b, ready: true, state: {running: {}}}]}
            all done | Completed | {phase: Succeeded, containerStatuses: [{name: a, state: {terminated: {exitCode: 0, reason: Completed}}}]}
            the first init container running | Init:0/2 | {phase: Pending, initContainerStatuses: [{name: i, state: {running: {}}}, {name: j, state: {waiting: {reason: PodInitializing}}}], containerStatuses: [{name: a, state: {waiting: {reason: PodInitializing}}}]}
            the second init container running | Init:1/2 | {phase: Pending, initContainerStatuses: [{name: i, state: {terminated: {exitCode: 0, reason: Completed}}}, {name: j, state: {running: {}}}]}
            a failed init container | Init:Error | {phase: Pending, initContainerStatuses: [{name: i, state: {terminated: {exitCode: 1, reason: Error}}}]}
            a failed init container without a reason | Init:ExitCode:2 | {phase: Pending, initContainerStatuses: [{name: i, state: {terminated: {exitCode: 2}}}]}
            a failing init container | Init:CrashLoopBackOff | {phase: Pending, initContainerStatuses: [{name: i, state: {waiting: {reason: CrashLoopBackOff}}}]}
            init containers done | PodInitializing | {phase: Pending, initContainerStatuses: [{name: i, state: {terminated: {exitCode: 0}}}, {name: j, state: {terminated: {exitCode: 0}}}], containerStatuses: [{name: a, state: {waiting: {reason: PodInitializing}}}]}
            """)
    void saysWhatKubectlSays(String rule, String word, String status) {
        String pod = "{spec: {initContainers: [{name: i}, {name: j}]}, status: " + status + "}";

        assertThat(PodStatusWord.of(Yaml.object(pod))).as(rule).isEqualTo(word);
    }

    @ParameterizedTest(name = "{0} shows {1}")
    @CsvSource(
            delimiter = '|',
            textBlock = """
            a running Pod | Terminating | {phase: Running}
            a finished Pod | Completed | {phase: Succeeded, containerStatuses: [{name: a, state: {terminated: {reason: Completed}}}]}
            a Pod on a lost node | Unknown | {phase: Running, reason: NodeLost}
            """)
    void saysThatAPodIsBeingDeleted(String rule, String word, String status) {
        String pod = "{metadata: {deletionTimestamp: \"2026-01-01T00:00:00Z\"}, status: " + status + "}";

        assertThat(PodStatusWord.of(Yaml.object(pod))).as(rule).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({"true, Running", "false, Init:0/1"})
    void waitsForASidecarToHaveStarted(boolean started, String word) {
        String pod = """
                {spec: {initContainers: [{name: side, restartPolicy: Always}]},
                 status: {phase: Running, initContainerStatuses: [{name: side, started: %s, state: {running: {}}}],
                          containerStatuses: [{name: a, ready: true, state: {running: {}}}]}}
                """.formatted(started);

        assertThat(PodStatusWord.of(Yaml.object(pod))).isEqualTo(word);
    }
}
