package dev.podlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.cluster.Feed.Kind;
import dev.podlab.pod.Pod;
import dev.podlab.pod.SandboxState;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedTests {

    private static final long WAIT_SECONDS = 10;

    private final Feed feed = new Feed(Clock.systemUTC());
    private final BlockingQueue<SandboxState> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void closeFeed() {
        feed.close();
    }

    @Test
    void aListenerGetsTheCurrentStateFirst() throws Exception {
        feed.put(Kind.PODS, pod("learner-a", "web"));

        try (Closeable subscription = feed.subscribe("learner-a", seen::add)) {
            assertThat(subscription).isNotNull();
            assertThat(next().pods()).extracting(Pod::name).containsExactly("web");
        }
    }

    @Test
    void aListenerGetsChangesOfItsNamespaceOnly() throws Exception {
        try (Closeable subscription = feed.subscribe("learner-a", seen::add)) {
            assertThat(subscription).isNotNull();
            assertThat(next().pods()).isEmpty();
            feed.put(Kind.PODS, pod("learner-b", "other"));
            feed.put(Kind.PODS, pod("learner-a", "web"));

            assertThat(next().pods()).extracting(Pod::name).containsExactly("web");
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void changesDuringASlowListenerBecomeOneCall() throws Exception {
        var entered = new CountDownLatch(1);
        var mayGoOn = new CountDownLatch(1);
        try (Closeable subscription = feed.subscribe("learner-a", state -> {
            seen.add(state);
            entered.countDown();
            await(mayGoOn);
        })) {
            assertThat(subscription).isNotNull();
            await(entered);
            for (int i = 0; i < 100; i++) {
                feed.put(Kind.PODS, pod("learner-a", "web-" + i));
            }
            mayGoOn.countDown();

            assertThat(next().pods()).isEmpty();
            assertThat(next().pods()).hasSize(100);
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void nodesConcernEverybody() throws Exception {
        try (Closeable subscription = feed.subscribe("learner-a", seen::add)) {
            assertThat(subscription).isNotNull();
            assertThat(next().nodes()).isEmpty();
            feed.put(Kind.NODES, Map.of("metadata", Map.of("name", "node-1")));

            assertThat(next().nodes()).hasSize(1);
        }
    }

    @Test
    void aSnapshotIsMadeOncePerVersion() {
        feed.put(Kind.PODS, pod("learner-a", "web"));
        SandboxState first = feed.state("learner-a");

        assertThat(feed.state("learner-a")).isSameAs(first);
        feed.remove(Kind.PODS, pod("learner-a", "web"));
        assertThat(feed.state("learner-a").pods()).isEmpty();
        assertThat(feed.state("learner-a").version()).isGreaterThan(first.version());
    }

    @Test
    void objectsAreAsTheApiServesThem() {
        Map<String, Object> pod = pod("learner-a", "web");
        feed.put(Kind.PODS, pod);

        assertThat(feed.objects("learner-a", "pods")).isEqualTo(List.of(pod));
        assertThat(feed.objects("learner-a", "configmaps")).isEmpty();
    }

    @Test
    void aClosedSubscriptionIsSilent() throws IOException {
        Closeable subscription = feed.subscribe("learner-a", seen::add);
        subscription.close();
        seen.clear();
        feed.put(Kind.PODS, pod("learner-a", "web"));

        assertThat(seen).isEmpty();
    }

    private SandboxState next() throws InterruptedException {
        SandboxState state = seen.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(state).as("a state within %s s", WAIT_SECONDS).isNotNull();
        return state;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, Object> pod(String namespace, String name) {
        return Map.of("metadata", Map.of("namespace", namespace, "name", name));
    }
}
