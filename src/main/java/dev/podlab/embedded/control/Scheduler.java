package dev.podlab.embedded.control;

import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoredObject;
import dev.podlab.embedded.store.client.EventRecorder;
import dev.podlab.embedded.store.client.EventRecorder.Type;
import dev.podlab.embedded.store.client.StoreMirror;
import dev.podlab.embedded.store.client.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Binds every Pod that has no node yet; tells by condition and event why a Pod cannot be bound. */
final class Scheduler implements AutoCloseable {

    private static final String NAME = "default-scheduler";
    private static final Duration RESYNC = Duration.ofSeconds(30);

    private final ObjectStore store;
    private final Clock clock;
    private final EventRecorder events;
    private final Map<String, Refused> refused = new HashMap<>();
    private final ControlLoop loop;
    private final StoreMirror pods;
    private final StoreMirror nodes;

    private record Refused(String message, Instant at) {}

    Scheduler(ObjectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.events = new EventRecorder(store, clock, NAME, "");
        this.loop = new ControlLoop("scheduler", RESYNC, this::scheduleAll);
        this.pods = new StoreMirror(store, ResourceType.PODS, key -> loop.wake());
        this.nodes = new StoreMirror(store, ResourceType.NODES, key -> loop.wake());
    }

    private void scheduleAll() {
        List<StoredObject> all = store.list(ResourceType.PODS, null).items();
        List<StoredObject> waiting = all.stream().filter(Scheduler::waits).toList();
        refused.keySet().removeIf(uid -> waiting.stream().noneMatch(pod -> pod.uid().equals(uid)));
        if (waiting.isEmpty()) {
            return;
        }
        List<NodeOffer> offers = store.list(ResourceType.NODES, null).items().stream()
                .map(node -> NodeOffer.of(node.json()))
                .toList();
        List<PodDemand> demands = new ArrayList<>(all.stream().map(pod -> PodDemand.of(pod.json())).toList());
        for (StoredObject pod : waiting) {
            PodDemand demand = PodDemand.of(pod.json());
            switch (Scheduling.choose(demand, offers, demands)) {
                case Scheduling.Decision.Bind bind -> {
                    bind(pod, demand, bind.node());
                    demands.remove(demand);
                    demands.add(on(demand, bind.node()));
                }
                case Scheduling.Decision.Unschedulable no -> refuse(pod, demand, no.message());
            }
        }
    }

    private static boolean waits(StoredObject pod) {
        JsonNode spec = pod.json().path("spec");
        JsonNode meta = pod.json().path("metadata");
        return spec.path("nodeName").asString("").isEmpty()
                && spec.path("schedulerName").asString(NAME).equals(NAME)
                && !spec.path("schedulingGates").valueStream().findAny().isPresent()
                && !meta.hasNonNull("deletionTimestamp")
                && !PodDemand.of(pod.json()).finished();
    }

    private static PodDemand on(PodDemand pod, String node) {
        return new PodDemand(
                pod.namespace(), pod.name(), pod.uid(), node, pod.finished(), pod.requests(), pod.limits(),
                pod.nodeSelector(), pod.tolerations());
    }

    private void bind(StoredObject pod, PodDemand demand, String node) {
        store.modify(pod.key(), json -> {
            boolean same = json.path("metadata").path("uid").asString("").equals(demand.uid());
            if (same && json.path("spec").path("nodeName").asString("").isEmpty()) {
                ((ObjectNode) json.path("spec")).put("nodeName", node);
                condition(json, "True", "", "");
            }
            return json;
        });
        events.record(
                subject(demand), Type.Normal, "Scheduled",
                "Successfully assigned %s/%s to %s".formatted(demand.namespace(), demand.name(), node));
    }

    private void refuse(StoredObject pod, PodDemand demand, String message) {
        Refused before = refused.get(demand.uid());
        Instant now = clock.instant();
        if (before != null && before.message().equals(message) && now.isBefore(before.at().plus(RESYNC))) {
            return;
        }
        refused.put(demand.uid(), new Refused(message, now));
        events.record(subject(demand), Type.Warning, "FailedScheduling", message);
        store.modify(pod.key(), json -> {
            condition(json, "False", "Unschedulable", message);
            return json;
        });
    }

    private void condition(ObjectNode pod, String status, String reason, String message) {
        ObjectNode holder = pod.path("status") instanceof ObjectNode s ? s : pod.putObject("status");
        var conditions = holder.withArray("conditions");
        for (int i = conditions.size() - 1; i >= 0; i--) {
            JsonNode old = conditions.get(i);
            if (old.path("type").asString("").equals("PodScheduled")) {
                if (old.path("status").asString("").equals(status) && old.path("message").asString("").equals(message)) {
                    return;
                }
                conditions.remove(i);
            }
        }
        ObjectNode condition = conditions.addObject().put("type", "PodScheduled").put("status", status);
        condition.putNull("lastProbeTime");
        condition.put("lastTransitionTime", Times.seconds(clock.instant()));
        if (!reason.isEmpty()) {
            condition.put("reason", reason).put("message", message);
        }
    }

    private static EventRecorder.Subject subject(PodDemand pod) {
        return EventRecorder.Subject.pod(pod.namespace(), pod.name(), pod.uid());
    }

    @Override
    public void close() {
        pods.close();
        nodes.close();
        loop.close();
        events.close();
    }
}
