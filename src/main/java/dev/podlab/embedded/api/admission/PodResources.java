package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.api.schema.Quantity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a Pod asks for as a whole.
 *
 * <p>Source: component-helpers {@code resource/helpers.go}, PodRequests and PodLimits; {@code qos.go}, ComputePodQOS.
 */
final class PodResources {

    private static final Set<String> QOS_RESOURCES = Set.of("cpu", "memory");

    private PodResources() {}

    /**
     * Returns the sum over the containers, or what an init container needs where that is more: they run one after the
     * other, and native sidecars stay.
     *
     * @param kind {@code requests} or {@code limits}
     */
    static Map<String, Quantity> total(Field spec, String kind) {
        Map<String, Quantity> sum = new TreeMap<>();
        spec.child("containers").items().forEach(container -> add(sum, container, kind));
        Map<String, Quantity> sidecars = new TreeMap<>();
        Map<String, Quantity> greatest = new TreeMap<>();
        for (Field init : spec.child("initContainers").items()) {
            Map<String, Quantity> now = new TreeMap<>(sidecars);
            add(now, init, kind);
            if (init.text("restartPolicy").equals("Always")) {
                add(sidecars, init, kind);
            }
            now.forEach((name, amount) -> greatest.merge(name, amount, PodResources::max));
        }
        sidecars.forEach((name, amount) -> sum.merge(name, amount, Quantity::plus));
        greatest.forEach((name, amount) -> sum.merge(name, amount, PodResources::max));
        return sum;
    }

    /** Returns {@code Guaranteed}, {@code Burstable} or {@code BestEffort}. */
    static String qosClass(Field spec) {
        Map<String, Quantity> requests = new TreeMap<>();
        Map<String, Quantity> limits = new TreeMap<>();
        boolean guaranteed = true;
        for (Field container : PodRules.allContainers(spec)) {
            add(requests, container, "requests");
            add(limits, container, "limits");
            guaranteed &= nonZero(container.descend("resources", "limits")).containsAll(QOS_RESOURCES);
        }
        keepForQos(requests);
        keepForQos(limits);
        if (requests.isEmpty() && limits.isEmpty()) {
            return "BestEffort";
        }
        boolean equal = requests.keySet().equals(limits.keySet())
                && requests.entrySet().stream().allMatch(r -> r.getValue().compareTo(limits.get(r.getKey())) == 0);
        return guaranteed && equal ? "Guaranteed" : "Burstable";
    }

    static Map<String, Quantity> amounts(Field map) {
        var amounts = new TreeMap<String, Quantity>();
        map.keys().forEach(name -> Quantity.tryParse(map.text(name)).ifPresent(amount -> amounts.put(name, amount)));
        return amounts;
    }

    private static void add(Map<String, Quantity> sum, Field container, String kind) {
        amounts(container.descend("resources", kind)).forEach((name, amount) -> sum.merge(name, amount, Quantity::plus));
    }

    private static Quantity max(Quantity one, Quantity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static void keepForQos(Map<String, Quantity> amounts) {
        amounts.entrySet().removeIf(entry -> entry.getValue().isZero() || !QOS_RESOURCES.contains(entry.getKey()));
    }

    private static Set<String> nonZero(Field map) {
        var names = new HashSet<String>();
        List.copyOf(amounts(map).entrySet()).stream().filter(entry -> !entry.getValue().isZero()).forEach(entry -> names.add(entry.getKey()));
        return names;
    }
}
