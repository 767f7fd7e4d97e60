package dev.podlab.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManifestsTests {

    @Test
    void namesThePodsOfAManifestWithTheirContainers() {
        var manifests = SharedNetwork.exercise().manifests();
        assertThat(Manifests.pods(manifests.get("web.yaml"))).isEqualTo(Map.of("web", Set.of("one", "two")));
        assertThat(Manifests.pods(manifests.get("clash.yaml"))).isEqualTo(Map.of("web", Set.of("one", "two", "three")));
    }

    @Test
    void passesOverOtherKinds() {
        assertThat(Manifests.pods("kind: ConfigMap\nmetadata: {name: a}\n")).isEmpty();
    }
}
