package dev.podlab.embedded.kubelet;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A container runtime in memory: keeps state, logs calls, and fails when told to. Kept honest by
 * {@link ContainerRuntimeContract}, which also runs on containerd.
 */
final class FakeContainerRuntime implements ContainerRuntime {

    private final Clock clock;
    private final Map<String, Sandbox> sandboxes = new LinkedHashMap<>();
    private final Map<String, Container> containers = new LinkedHashMap<>();
    private final Map<String, ContainerConfig> configs = new HashMap<>();
    private final Map<String, Path> logDirectories = new HashMap<>();
    private final Map<String, Image> images = new HashMap<>();
    private final Map<String, List<Integer>> scripts = new HashMap<>();
    private final Map<String, ContainerRuntimeException> failures = new HashMap<>();
    private final Map<String, ExecResult> commands = new HashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private int ids;

    FakeContainerRuntime(Clock clock) {
        this.clock = clock;
        addImage("busybox");
    }

    synchronized void addImage(String reference) {
        images.put(reference, new Image("sha256:" + reference, List.of(reference), 1_000, null));
    }

    /** Makes the n-th start of a container end at once with the n-th code; starts beyond them run. */
    synchronized void endsAtOnce(String container, Integer... codes) {
        scripts.put(container, List.of(codes));
    }

    /** Makes every call of a method fail until {@link #heal}. */
    synchronized void fail(String method, String message) {
        failures.put(method, new ContainerRuntimeException(
                ContainerRuntimeException.Reason.FAILED, message, new IllegalStateException(message)));
    }

    synchronized void heal(String method) {
        failures.remove(method);
    }

    /** Sets what a command answers; unknown commands succeed. */
    synchronized void answers(String command, int exitCode) {
        commands.put(command, new ExecResult(exitCode, new byte[0], new byte[0]));
    }

    /** Ends the running instance of a container. */
    synchronized void end(String container, int exitCode) {
        running(container).ifPresent(c -> exit(c, exitCode));
    }

    /** Ends pause, as a crash of the node would. */
    synchronized void loseSandboxes() {
        sandboxes.replaceAll((id, s) -> unready(s));
    }

    synchronized Optional<Container> running(String container) {
        return containers.values().stream()
                .filter(c -> c.name().equals(container) && c.state() == State.RUNNING)
                .findFirst();
    }

    synchronized Optional<ContainerConfig> config(String container) {
        return configs.values().stream().filter(c -> c.name().equals(container)).findFirst();
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public synchronized Inventory inventory() {
        called("inventory", "");
        return new Inventory(List.copyOf(sandboxes.values()), List.copyOf(containers.values()));
    }

    @Override
    public synchronized String runPodSandbox(SandboxConfig config) {
        called("runPodSandbox", config.pod().name() + "/" + config.pod().attempt());
        String id = "sandbox-" + ++ids;
        sandboxes.put(id, new Sandbox(
                id, config.pod(), true, clock.instant(), "10.0.0." + ids, 1_000 + ids, config.labels(), config.annotations()));
        logDirectories.put(id, config.logDirectory());
        return id;
    }

    @Override
    public synchronized Optional<Sandbox> podSandboxStatus(String sandboxId) {
        called("podSandboxStatus", sandboxId);
        return Optional.ofNullable(sandboxes.get(sandboxId));
    }

    @Override
    public synchronized void stopPodSandbox(String sandboxId) {
        called("stopPodSandbox", sandboxId);
        containersOf(sandboxId).stream().filter(c -> c.state() == State.RUNNING).forEach(c -> exit(c, 137));
        sandboxes.computeIfPresent(sandboxId, (id, s) -> unready(s));
    }

    @Override
    public synchronized void removePodSandbox(String sandboxId) {
        called("removePodSandbox", sandboxId);
        containersOf(sandboxId).forEach(c -> containers.remove(c.id()));
        sandboxes.remove(sandboxId);
    }

    @Override
    public synchronized String createContainer(String sandboxId, ContainerConfig config, SandboxConfig sandbox) {
        called("createContainer", config.name() + "/" + config.attempt());
        if (!sandboxes.containsKey(sandboxId)) {
            throw notFound("sandbox " + sandboxId);
        }
        if (!images.containsKey(config.image())) {
            throw notFound("image " + config.image());
        }
        String id = "container-" + ++ids;
        configs.put(id, config);
        containers.put(id, new Container(
                id, sandboxId, config.name(), config.attempt(), State.CREATED, clock.instant(), config.image(),
                "sha256:" + config.image(), config.labels(), config.annotations(), null, null, 0, "", "",
                sandbox.logDirectory().resolve(config.logPath())));
        return id;
    }

    @Override
    public synchronized void startContainer(String containerId) {
        Container container = existing(containerId);
        called("startContainer", container.name() + "/" + container.attempt());
        put(container, State.RUNNING, 0, "");
        List<Integer> script = scripts.getOrDefault(container.name(), List.of());
        if (container.attempt() < script.size()) {
            exit(existing(containerId), script.get(container.attempt()));
        }
    }

    @Override
    public synchronized void stopContainer(String containerId, Duration gracePeriod) {
        Container container = existing(containerId);
        called("stopContainer", container.name() + "/" + gracePeriod.toSeconds());
        if (container.state() == State.RUNNING) {
            exit(container, 143);
        }
    }

    @Override
    public synchronized void removeContainer(String containerId) {
        called("removeContainer", containerId);
        containers.remove(containerId);
    }

    @Override
    public synchronized Optional<Container> containerStatus(String containerId) {
        called("containerStatus", containerId);
        return Optional.ofNullable(containers.get(containerId));
    }

    @Override
    public synchronized ExecResult execSync(String containerId, List<String> command, Duration timeout) {
        String line = String.join(" ", command);
        called("execSync", line);
        if (existing(containerId).state() != State.RUNNING) {
            throw notFound("running container " + containerId);
        }
        return commands.getOrDefault(line, new ExecResult(0, new byte[0], new byte[0]));
    }

    @Override
    public URI exec(String id, List<String> command, boolean stdin, boolean stdout, boolean stderr, boolean tty) {
        called("exec", id);
        return URI.create("http://127.0.0.1:1/exec/" + id);
    }

    @Override
    public URI attach(String containerId, boolean stdin, boolean stdout, boolean stderr, boolean tty) {
        called("attach", containerId);
        return URI.create("http://127.0.0.1:1/attach/" + containerId);
    }

    @Override
    public URI portForward(String sandboxId, List<Integer> ports) {
        called("portForward", sandboxId);
        return URI.create("http://127.0.0.1:1/portforward/" + sandboxId);
    }

    @Override
    public synchronized Optional<Image> image(String reference) {
        called("image", reference);
        return Optional.ofNullable(images.get(reference));
    }

    @Override
    public synchronized String pullImage(String reference) {
        called("pullImage", reference);
        addImage(reference);
        return "sha256:" + reference;
    }

    @Override
    public void reopenContainerLog(String containerId) {
        called("reopenContainerLog", containerId);
    }

    private synchronized void called(String method, String argument) {
        calls.add(method + " " + argument);
        ContainerRuntimeException failure = failures.get(method);
        if (failure != null) {
            throw failure;
        }
    }

    private Container existing(String id) {
        Container container = containers.get(id);
        if (container == null) {
            throw notFound("container " + id);
        }
        return container;
    }

    private static ContainerRuntimeException notFound(String what) {
        return new ContainerRuntimeException(
                ContainerRuntimeException.Reason.NOT_FOUND, what + " not found", new IllegalStateException());
    }

    private List<Container> containersOf(String sandboxId) {
        return new ArrayList<>(
                containers.values().stream().filter(c -> c.sandboxId().equals(sandboxId)).toList());
    }

    private void exit(Container container, int code) {
        put(container, State.EXITED, code, code == 0 ? "Completed" : "Error");
    }

    private void put(Container c, State state, int code, String reason) {
        java.time.Instant started = c.startedAt() == null ? clock.instant() : c.startedAt();
        containers.put(c.id(), new Container(
                c.id(), c.sandboxId(), c.name(), c.attempt(), state, c.createdAt(), c.image(), c.imageId(), c.labels(),
                c.annotations(), started, state == State.EXITED ? clock.instant() : null, code, reason, "", c.logPath()));
    }

    private static Sandbox unready(Sandbox s) {
        return new Sandbox(s.id(), s.pod(), false, s.createdAt(), s.ip(), null, s.labels(), s.annotations());
    }
}
