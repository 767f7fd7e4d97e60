package dev.podlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyPatchTests {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock = """
            sends the manifest when nothing was applied before | {} | {data: {a: x}} | {data: {a: x}}
            deletes what the last manifest had | {data: {a: x, b: y}} | {data: {a: x}} | {data: {a: x, b: null}}
            leaves alone what others set | {data: {}} | {data: {}} | {data: {}}
            deletes a container that is gone | {containers: [{name: a}, {name: b}]} | {containers: [{name: a}]} | {containers: [{name: a}, {$patch: delete, name: b}]}
            deletes a field of a container | {containers: [{name: a, image: x, tty: true}]} | {containers: [{name: a, image: y}]} | {containers: [{name: a, image: y, tty: null}]}
            matches ports by number | {ports: [{containerPort: 80, name: w}]} | {ports: [{containerPort: 81}]} | {ports: [{containerPort: 81}, {$patch: delete, containerPort: 80}]}
            replaces other lists | {command: [a, b]} | {command: [c]} | {command: [c]}
            """)
    void computesWhatKubectlSends(String rule, String last, String next, String patch) {
        Map<String, Object> computed = ApplyPatch.between(Yaml.object(last), Yaml.object(next));

        assertThat(computed).as(rule).isEqualTo(Yaml.object(patch));
    }
}
