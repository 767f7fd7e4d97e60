package dev.podlab.exercise;

import dev.podlab.pod.Container;
import dev.podlab.pod.Pod;
import dev.podlab.pod.SandboxState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the manifests of an exercise, which the content compiler has checked, put into a sandbox. */
final class Manifests {

    private Manifests() {}

    /** Returns the Pods of a manifest with the names of their containers. */
    static Map<String, Set<String>> pods(String yaml) {
        var pods = new LinkedHashMap<String, Set<String>>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
            if (document instanceof Map<?, ?> object
                    && "Pod".equals(object.get("kind"))
                    && object.get("metadata") instanceof Map<?, ?> metadata
                    && object.get("spec") instanceof Map<?, ?> spec) {
                pods.put(String.valueOf(metadata.get("name")), containers(spec));
            }
        }
        return pods;
    }

    private static Set<String> containers(Map<?, ?> spec) {
        var names = new TreeSet<String>();
        if (spec.get("containers") instanceof List<?> containers) {
            for (Object container : containers) {
                if (container instanceof Map<?, ?> map) {
                    names.add(String.valueOf(map.get("name")));
                }
            }
        }
        return names;
    }

    /** Returns whether a sandbox holds every Pod of a manifest, with the same containers, and none of them is going. */
    static boolean isInPlace(String yaml, SandboxState state) {
        return pods(yaml).entrySet().stream().allMatch(wanted -> state.pods().stream()
                .anyMatch(pod -> pod.name().equals(wanted.getKey())
                        && pod.deletedAt() == null
                        && containers(pod).equals(wanted.getValue())));
    }

    private static Set<String> containers(Pod pod) {
        return pod.containers().stream().map(Container::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
