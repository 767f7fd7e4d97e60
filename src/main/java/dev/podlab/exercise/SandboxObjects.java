package dev.podlab.exercise;

import dev.podlab.cluster.Cluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The objects of a sandbox that expressions see. */
final class SandboxObjects {

    private static final List<String> PLURALS = List.of("pods", "events", "configmaps");

    private SandboxObjects() {}

    static Map<String, List<Map<String, Object>>> of(Cluster cluster, String namespace) {
        var objects = new LinkedHashMap<String, List<Map<String, Object>>>();
        PLURALS.forEach(plural -> objects.put(plural, cluster.objects(namespace, plural)));
        return objects;
    }
}
