package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.client.EventRecorder;
import dev.podlab.embedded.store.client.Quantity;
import java.time.Clock;
import java.util.Map;

/** What every Pod worker of one node shares. */
record NodeContext(
        KubeletSettings settings,
        ObjectStore store,
        ContainerRuntime runtime,
        Clock clock,
        RuntimeView view,
        EventRecorder events,
        ImagePuller images,
        Volumes volumes,
        PodDirectories directories,
        ContainerConfigs configs,
        KeyedObjects objects) {

    /** Returns what a Pod may read of itself. */
    PodFields fields(PodSpec pod, String podIp) {
        Map<String, Quantity> allocatable = Map.of(
                "cpu", Quantity.of(settings.cpus()), "memory", Quantity.of(settings.memoryBytes()));
        return new PodFields(pod, podIp, settings.nodeIp(), allocatable);
    }
}
