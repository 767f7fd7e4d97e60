package dev.podlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.pod.Container;
import dev.podlab.pod.ContainerState;
import dev.podlab.pod.Node;
import dev.podlab.pod.Pod;
import dev.podlab.pod.PodEvent;
import dev.podlab.pod.Volume;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordsTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void aPodKeepsWhatALearnerSees() {
        Pod pod = PodRecords.pod(Yaml.object("""
                metadata:
                  name: web
                  uid: u1
                  creationTimestamp: "2026-01-01T12:00:00Z"
                  ownerReferences: [{kind: ReplicaSet, name: web-1, controller: true}]
                spec:
                  nodeName: node-1
                  restartPolicy: Always
                  containers:
                  - name: a
                    image: busybox
                    command: [sh, -c]
                    args: [sleep 1]
                    ports: [{containerPort: 80, name: http}]
                    volumeMounts: [{name: data, mountPath: /data, readOnly: true}]
                  volumes:
                  - {name: data, emptyDir: {medium: Memory}}
                  - {name: conf, configMap: {name: settings}}
                status:
                  phase: Running
                  podIP: 10.1.0.2
                  conditions: [{type: Ready, status: "True", lastTransitionTime: "2026-01-01T12:00:00Z"}]
                  containerStatuses:
                  - name: a
                    containerID: containerd://1
                    ready: true
                    started: true
                    restartCount: 2
                    state: {running: {startedAt: "2026-01-01T12:00:00Z"}}
                    lastState: {terminated: {exitCode: 1, reason: Error}}
                """));

        assertThat(pod.owner()).isEqualTo(new Pod.Owner("ReplicaSet", "web-1"));
        assertThat(pod.ready()).isTrue();
        assertThat(pod.createdAt()).isEqualTo(NOON);
        assertThat(pod.volumes()).containsExactly(
                new Volume("data", "emptyDir", "Memory"), new Volume("conf", "configMap", "settings"));
        Container container = pod.containers().getFirst();
        assertThat(container.state()).isEqualTo(new ContainerState.Running(NOON));
        assertThat(container.last()).isEqualTo(new ContainerState.Terminated(1, 0, "Error", "", null, null));
        assertThat(container.command()).containsExactly("sh", "-c", "sleep 1");
        assertThat(container.ports()).containsExactly(new Container.Port("http", 80, "TCP"));
        assertThat(container.mounts()).containsExactly(new Container.Mount("data", "/data", true));
        assertThat(container.restarts()).isEqualTo(2);
    }

    @Test
    void aPodWithoutAnythingIsAnEmptyPod() {
        Pod pod = PodRecords.pod(Map.of());

        assertThat(pod.name()).isEmpty();
        assertThat(pod.createdAt()).isEqualTo(Instant.EPOCH);
        assertThat(pod.containers()).isEmpty();
    }

    @Test
    void aContainerWithoutStatusWaits() {
        Pod pod = PodRecords.pod(Yaml.object("{spec: {containers: [{name: a}]}}"));

        assertThat(pod.containers().getFirst().state()).isEqualTo(new ContainerState.Waiting("", ""));
    }

    @Test
    void anEventNamesItsContainer() {
        PodEvent event = EventRecords.event(Yaml.object("""
                metadata: {uid: e1, creationTimestamp: "2026-01-01T11:00:00Z"}
                type: Warning
                reason: BackOff
                message: back-off restarting
                count: 3
                firstTimestamp: "2026-01-01T11:00:00Z"
                lastTimestamp: "2026-01-01T12:00:00Z"
                involvedObject: {kind: Pod, name: web, fieldPath: "spec.initContainers{setup}"}
                """));

        assertThat(event).isEqualTo(new PodEvent(
                "e1", "Warning", "BackOff", "back-off restarting", "Pod/web", "setup", 3,
                Instant.parse("2026-01-01T11:00:00Z"), NOON));
    }

    @Test
    void anEventOfTheNewKindHasItsTimesElsewhere() {
        PodEvent event = EventRecords.event(Yaml.object("""
                metadata: {uid: e1}
                eventTime: "2026-01-01T11:00:00.000000Z"
                series: {count: 5, lastObservedTime: "2026-01-01T12:00:00.000000Z"}
                involvedObject: {kind: Pod, name: web}
                """));

        assertThat(event.count()).isEqualTo(5);
        assertThat(event.first()).isEqualTo(Instant.parse("2026-01-01T11:00:00Z"));
        assertThat(event.last()).isEqualTo(NOON);
    }

    @Test
    void aNodeIsReadyByItsCondition() {
        Node node = NodeRecords.node(Yaml.object("""
                metadata: {name: node-1}
                spec: {podCIDR: 10.1.0.0/24}
                status:
                  addresses: [{type: Hostname, address: node-1}, {type: InternalIP, address: 10.0.0.1}]
                  conditions: [{type: Ready, status: "True"}]
                """));

        assertThat(node).isEqualTo(new Node("node-1", true, "10.0.0.1", "10.1.0.0/24"));
    }
}
