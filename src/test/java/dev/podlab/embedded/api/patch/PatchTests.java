package dev.podlab.embedded.api.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.store.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PatchTests {

    private static final String STRATEGIC = "application/strategic-merge-patch+json";
    private static final String MERGE = "application/merge-patch+json";
    private static final String JSON = "application/json-patch+json";

    static Stream<Arguments> patches() {
        return Stream.of(
                of("merge: sets, removes and nests", MERGE, "{a: 1, b: {c: 2, d: 3}}", "{a: null, b: {c: 4}, e: {f: null, g: 5}}",
                        "{b: {c: 4, d: 3}, e: {g: 5}}"),
                of("merge: replaces lists", MERGE, "{l: [1, 2]}", "{l: [3]}", "{l: [3]}"),
                of("merge: replaces a value by an object", MERGE, "{a: 'x'}", "{a: {b: 1}}", "{a: {b: 1}}"),

                of("json: adds, replaces, removes", JSON, "{a: 1, b: [1, 3]}",
                        "[{op: 'add', path: '/b/1', value: 2}, {op: 'add', path: '/b/-', value: 4}, {op: 'replace', path: '/a', value: null},"
                                + " {op: 'remove', path: '/b/0'}]",
                        "{a: null, b: [2, 3, 4]}"),
                of("json: moves, copies, tests", JSON, "{a: {x: 1}, b: {}}",
                        "[{op: 'test', path: '/a/x', value: 1}, {op: 'copy', from: '/a', path: '/b/copy'}, {op: 'move', from: '/a/x', path: '/c'}]",
                        "{a: {}, b: {copy: {x: 1}}, c: 1}"),
                of("json: escapes", JSON, "{metadata: {labels: {'a/b~c': 1}}}", "[{op: 'remove', path: '/metadata/labels/a~1b~0c'}]",
                        "{metadata: {labels: {}}}"),

                of("strategic: merges containers by name", STRATEGIC,
                        "{spec: {containers: [{name: 'a', image: '1', command: ['x']}, {name: 'b', image: '1'}]}}",
                        "{spec: {containers: [{name: 'b', image: '2'}, {name: 'c', image: '3'}]}}",
                        "{spec: {containers: [{name: 'a', image: '1', command: ['x']}, {name: 'b', image: '2'}, {name: 'c', image: '3'}]}}"),
                of("strategic: merges env by name, ports by containerPort, mounts by path", STRATEGIC,
                        "{spec: {containers: [{name: 'a', env: [{name: 'E', value: '1'}], ports: [{containerPort: 80, name: 'p'}],"
                                + " volumeMounts: [{mountPath: '/m', name: 'v'}]}]}}",
                        "{spec: {containers: [{name: 'a', env: [{name: 'F', value: '2'}], ports: [{containerPort: 80, protocol: 'TCP'}],"
                                + " volumeMounts: [{mountPath: '/m', readOnly: true}]}]}}",
                        "{spec: {containers: [{name: 'a', env: [{name: 'E', value: '1'}, {name: 'F', value: '2'}],"
                                + " ports: [{containerPort: 80, name: 'p', protocol: 'TCP'}], volumeMounts: [{mountPath: '/m', name: 'v', readOnly: true}]}]}}"),
                of("strategic: replaces lists without a key", STRATEGIC,
                        "{spec: {tolerations: [{key: 'a'}], containers: [{name: 'a', args: ['1', '2']}]}}",
                        "{spec: {tolerations: [{key: 'b'}], containers: [{name: 'a', args: ['3']}]}}",
                        "{spec: {tolerations: [{key: 'b'}], containers: [{name: 'a', args: ['3']}]}}"),
                of("strategic: deletes an element", STRATEGIC,
                        "{spec: {volumes: [{name: 'a'}, {name: 'b'}]}}", "{spec: {volumes: [{name: 'a', $patch: 'delete'}]}}",
                        "{spec: {volumes: [{name: 'b'}]}}"),
                of("strategic: replaces a whole list", STRATEGIC,
                        "{spec: {volumes: [{name: 'a'}, {name: 'b'}]}}", "{spec: {volumes: [{$patch: 'replace'}, {name: 'c'}]}}",
                        "{spec: {volumes: [{name: 'c'}]}}"),
                of("strategic: replaces a whole object", STRATEGIC,
                        "{metadata: {labels: {a: '1', b: '2'}}}", "{metadata: {labels: {$patch: 'replace', c: '3'}}}",
                        "{metadata: {labels: {c: '3'}}}"),
                of("strategic: keeps the named keys of a union", STRATEGIC,
                        "{spec: {volumes: [{name: 'a', emptyDir: {}}]}}",
                        "{spec: {volumes: [{name: 'a', $retainKeys: ['name', 'hostPath'], hostPath: {path: '/x'}}]}}",
                        "{spec: {volumes: [{name: 'a', hostPath: {path: '/x'}}]}}"),
                of("strategic: adds to and deletes from a list of values", STRATEGIC,
                        "{metadata: {finalizers: ['a', 'b']}}",
                        "{metadata: {finalizers: ['c'], '$deleteFromPrimitiveList/finalizers': ['a']}}",
                        "{metadata: {finalizers: ['b', 'c']}}"),
                of("strategic: orders elements, and leaves the server's own where they follow", STRATEGIC,
                        "{spec: {containers: [{name: 'a'}, {name: 'sidecar'}, {name: 'b'}]}}",
                        "{spec: {'$setElementOrder/containers': [{name: 'c'}, {name: 'b'}, {name: 'a'}], containers: [{name: 'c'}]}}",
                        "{spec: {containers: [{name: 'c'}, {name: 'b'}, {name: 'a'}, {name: 'sidecar'}]}}"),
                of("strategic: merges conditions by type", STRATEGIC,
                        "{status: {conditions: [{type: 'Ready', status: 'False', reason: 'x'}]}}",
                        "{status: {conditions: [{type: 'Ready', status: 'True', reason: null}, {type: 'Initialized', status: 'True'}]}}",
                        "{status: {conditions: [{type: 'Ready', status: 'True'}, {type: 'Initialized', status: 'True'}]}}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("patches")
    void patches(String sentence, String type, String before, String patch, String after) {
        assertThat(apply(type, before, patch)).as(sentence).isEqualTo(object(after));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refused("removing what is not there", JSON, "[{op: 'remove', path: '/nope'}]", 422),
                refused("a path through nothing", JSON, "[{op: 'add', path: '/nope/x', value: 1}]", 422),
                refused("an index beyond the list", JSON, "[{op: 'add', path: '/l/7', value: 1}]", 422),
                refused("a failing test", JSON, "[{op: 'test', path: '/l/0', value: 9}]", 422),
                refused("an unknown operation", JSON, "[{op: 'frobnicate', path: '/l'}]", 422),
                refused("no list of operations", JSON, "{op: 'add'}", 400),
                refused("an element without its key", STRATEGIC, "{spec: {containers: [{image: 'x'}]}}", 400),
                refused("no object", MERGE, "[]", 400),
                refused("no JSON", MERGE, "{", 400),
                refused("server-side apply", "application/apply-patch+yaml", "{}", 415),
                refused("another media type", "text/plain", "{}", 415));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refuses(String sentence, String type, String patch, int code) {
        assertThatExceptionOfType(ApiException.class)
                .as(sentence)
                .isThrownBy(() -> apply(type, "{l: [1]}", patch))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void leavesTheFirstListAloneWhenAPatchIsUsedTwice() {
        Patch patch = Patch.parse(ResourceType.PODS, STRATEGIC, bytes("{spec: {volumes: [{name: 'new'}]}}"));
        ObjectNode first = patch.apply(object("{}"));
        ((ObjectNode) first.at("/spec/volumes/0")).put("name", "changed");
        assertThat(patch.apply(object("{}"))).isEqualTo(object("{spec: {volumes: [{name: 'new'}]}}"));
    }

    private static ObjectNode apply(String type, String before, String patch) {
        return Patch.parse(ResourceType.PODS, type, bytes(patch)).apply(object(before));
    }

    private static Arguments of(String sentence, String type, String before, String patch, String after) {
        return Arguments.of(sentence, type, before, patch, after);
    }

    private static Arguments refused(String sentence, String type, String patch, int code) {
        return Arguments.of(sentence, type, patch, code);
    }

    private static ObjectNode object(String relaxed) {
        return (ObjectNode) JsonMapper.shared().readTree(bytes(relaxed));
    }

    /** JSON for tables: bare keys and single quotes. */
    private static byte[] bytes(String relaxed) {
        return relaxed.replaceAll("([{,] ?)([$A-Za-z]\\w*):", "$1\"$2\":").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
