package dev.podlab.embedded.cri;

import com.google.protobuf.ByteString;
import dev.podlab.embedded.cri.v1.AttachRequest;
import dev.podlab.embedded.cri.v1.ContainerFilter;
import dev.podlab.embedded.cri.v1.ContainerStatusRequest;
import dev.podlab.embedded.cri.v1.CreateContainerRequest;
import dev.podlab.embedded.cri.v1.ExecRequest;
import dev.podlab.embedded.cri.v1.ExecSyncRequest;
import dev.podlab.embedded.cri.v1.ExecSyncResponse;
import dev.podlab.embedded.cri.v1.ImageServiceGrpc;
import dev.podlab.embedded.cri.v1.ImageSpec;
import dev.podlab.embedded.cri.v1.ImageStatusRequest;
import dev.podlab.embedded.cri.v1.ImageStatusResponse;
import dev.podlab.embedded.cri.v1.ListContainersRequest;
import dev.podlab.embedded.cri.v1.ListPodSandboxRequest;
import dev.podlab.embedded.cri.v1.PodSandboxStatusRequest;
import dev.podlab.embedded.cri.v1.PortForwardRequest;
import dev.podlab.embedded.cri.v1.PullImageRequest;
import dev.podlab.embedded.cri.v1.RemoveContainerRequest;
import dev.podlab.embedded.cri.v1.RemovePodSandboxRequest;
import dev.podlab.embedded.cri.v1.ReopenContainerLogRequest;
import dev.podlab.embedded.cri.v1.RunPodSandboxRequest;
import dev.podlab.embedded.cri.v1.RuntimeServiceGrpc;
import dev.podlab.embedded.cri.v1.StartContainerRequest;
import dev.podlab.embedded.cri.v1.StatusRequest;
import dev.podlab.embedded.cri.v1.StopContainerRequest;
import dev.podlab.embedded.cri.v1.StopPodSandboxRequest;
import dev.podlab.embedded.cri.v1.VersionRequest;
import dev.podlab.embedded.cri.v1.VersionResponse;
import dev.podlab.embedded.kubelet.ContainerRuntime;
import dev.podlab.embedded.kubelet.ContainerRuntimeException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A {@link ContainerRuntime} that speaks CRI v1 over a unix socket. Thread-safe. Whoever connects it closes it.
 *
 * <p>Holds no policy: it dials, gives each call a timeout, refuses answers without an id and translates errors.
 */
public final class CriContainerRuntime implements ContainerRuntime, AutoCloseable {

    /** For calls that only look something up or change a small thing. */
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    /** For making and taking down a sandbox: snapshot, network and process. */
    static final Duration SANDBOX_TIMEOUT = Duration.ofMinutes(1);
    /** For a pull: a registry may be slow, but not silent for ever. */
    static final Duration PULL_TIMEOUT = Duration.ofMinutes(5);
    /** What a stop may take beyond the grace period that the container was given. */
    static final Duration STOP_MARGIN = Duration.ofSeconds(30);
    /** What a command may take to start and report beyond its own time. */
    static final Duration EXEC_MARGIN = Duration.ofSeconds(10);

    private final CriChannel channel;
    private final Set<String> ownImages;
    private final RuntimeServiceGrpc.RuntimeServiceBlockingStub runtime;
    private final ImageServiceGrpc.ImageServiceBlockingStub images;

    private CriContainerRuntime(CriChannel channel, Set<String> ownImages) {
        this.channel = channel;
        this.ownImages = Set.copyOf(ownImages);
        this.runtime = RuntimeServiceGrpc.newBlockingStub(channel.grpc());
        this.images = ImageServiceGrpc.newBlockingStub(channel.grpc());
    }

    /**
     * Returns a runtime that talks to the given socket. Does not wait for it: see {@link #isReady()}.
     *
     * @param socket    unix socket of a CRI server; its path has at most 107 bytes
     * @param ownImages names of images that were made on this machine, for example
     *                  {@code docker.io/library/busybox:latest}: no registry is asked for them
     */
    public static CriContainerRuntime connect(Path socket, Set<String> ownImages) {
        return new CriContainerRuntime(CriChannel.open(socket), ownImages);
    }

    /** Returns name and version of the runtime, for example {@code containerd 1.6.20}. */
    public String version() {
        VersionResponse version = CriErrors.call(
                "Version", () -> runtime(CALL_TIMEOUT).version(VersionRequest.getDefaultInstance()));
        return version.getRuntimeName() + " " + version.getRuntimeVersion();
    }

    /** Returns whether the runtime answers and says that both it and its network are ready. */
    public boolean isReady() {
        return CriErrors.call(
                        "Status", () -> runtime(CALL_TIMEOUT).status(StatusRequest.getDefaultInstance()))
                .getStatus()
                .getConditionsList()
                .stream()
                .allMatch(condition -> condition.getStatus());
    }

    /** Returns {@link #isReady()}, and false when the runtime does not answer or does not know the call yet. */
    public boolean answersReady() {
        try {
            return isReady();
        } catch (ContainerRuntimeException notYet) {
            return false;
        }
    }

    @Override
    public ExitHints hintExits(Runnable hint) {
        var hints = new ContainerdExits(channel.grpc(), hint);
        hints.subscribe();
        return hints;
    }

    @Override
    public Inventory inventory() {
        var sandboxes = CriErrors.call(
                "ListPodSandbox",
                () -> runtime(CALL_TIMEOUT).listPodSandbox(ListPodSandboxRequest.getDefaultInstance()));
        var containers = CriErrors.call(
                "ListContainers",
                () -> runtime(CALL_TIMEOUT).listContainers(ListContainersRequest.getDefaultInstance()));
        return new Inventory(
                sandboxes.getItemsList().stream().map(CriAnswers::sandbox).toList(),
                containers.getContainersList().stream().map(CriAnswers::container).toList());
    }

    @Override
    public String runPodSandbox(SandboxConfig config) {
        var request = RunPodSandboxRequest.newBuilder()
                .setConfig(CriRequests.sandbox(config))
                .build();
        return CriErrors.id("RunPodSandbox", () -> runtime(SANDBOX_TIMEOUT)
                .runPodSandbox(request)
                .getPodSandboxId());
    }

    @Override
    public Optional<Sandbox> podSandboxStatus(String sandboxId) {
        var request = PodSandboxStatusRequest.newBuilder()
                .setPodSandboxId(sandboxId)
                .setVerbose(true)
                .build();
        return CriErrors.find("PodSandboxStatus", () -> runtime(CALL_TIMEOUT).podSandboxStatus(request))
                .map(CriAnswers::sandbox);
    }

    @Override
    public void stopPodSandbox(String sandboxId) {
        var request =
                StopPodSandboxRequest.newBuilder().setPodSandboxId(sandboxId).build();
        CriErrors.find("StopPodSandbox", () -> runtime(SANDBOX_TIMEOUT).stopPodSandbox(request));
    }

    @Override
    public void removePodSandbox(String sandboxId) {
        var request =
                RemovePodSandboxRequest.newBuilder().setPodSandboxId(sandboxId).build();
        CriErrors.find("RemovePodSandbox", () -> runtime(SANDBOX_TIMEOUT).removePodSandbox(request));
    }

    @Override
    public String createContainer(String sandboxId, ContainerConfig config, SandboxConfig sandbox) {
        var request = CreateContainerRequest.newBuilder()
                .setPodSandboxId(sandboxId)
                .setConfig(CriRequests.container(config, sandbox))
                .setSandboxConfig(CriRequests.sandbox(sandbox))
                .build();
        return CriErrors.id("CreateContainer", () -> runtime(SANDBOX_TIMEOUT)
                .createContainer(request)
                .getContainerId());
    }

    @Override
    public void startContainer(String containerId) {
        var request =
                StartContainerRequest.newBuilder().setContainerId(containerId).build();
        CriErrors.call("StartContainer", () -> runtime(SANDBOX_TIMEOUT).startContainer(request));
    }

    @Override
    public void stopContainer(String containerId, Duration gracePeriod) {
        var request = StopContainerRequest.newBuilder()
                .setContainerId(containerId)
                .setTimeout(CriRequests.wholeSeconds(gracePeriod))
                .build();
        CriErrors.call("StopContainer", () -> runtime(gracePeriod.plus(STOP_MARGIN)).stopContainer(request));
    }

    @Override
    public void removeContainer(String containerId) {
        var request =
                RemoveContainerRequest.newBuilder().setContainerId(containerId).build();
        CriErrors.find("RemoveContainer", () -> runtime(SANDBOX_TIMEOUT).removeContainer(request));
    }

    /** Takes two calls: CRI's status tells everything about a container but its sandbox. */
    @Override
    public Optional<Container> containerStatus(String containerId) {
        var request = ContainerStatusRequest.newBuilder().setContainerId(containerId).build();
        var filter = ListContainersRequest.newBuilder()
                .setFilter(ContainerFilter.newBuilder().setId(containerId))
                .build();
        return CriErrors.call("ListContainers", () -> runtime(CALL_TIMEOUT).listContainers(filter))
                .getContainersList()
                .stream()
                .findFirst()
                .flatMap(listed -> CriErrors.find("ContainerStatus", () -> runtime(CALL_TIMEOUT).containerStatus(request))
                        .map(answer -> CriAnswers.container(answer.getStatus(), listed.getPodSandboxId())));
    }

    @Override
    public ExecResult execSync(String containerId, List<String> command, Duration timeout) {
        var request = ExecSyncRequest.newBuilder()
                .setContainerId(containerId)
                .addAllCmd(command)
                .setTimeout(CriRequests.wholeSeconds(timeout))
                .build();
        ExecSyncResponse answer = CriErrors.command(
                timeout, () -> runtime(timeout.plus(EXEC_MARGIN)).execSync(request));
        return new ExecResult(answer.getExitCode(), bytes(answer.getStdout()), bytes(answer.getStderr()));
    }

    @Override
    public URI exec(
            String containerId, List<String> command, boolean stdin, boolean stdout, boolean stderr, boolean tty) {
        var request = ExecRequest.newBuilder()
                .setContainerId(containerId)
                .addAllCmd(command)
                .setStdin(stdin)
                .setStdout(stdout)
                .setStderr(stderr && !tty)
                .setTty(tty)
                .build();
        return CriErrors.url("Exec", () -> runtime(CALL_TIMEOUT).exec(request).getUrl());
    }

    @Override
    public URI attach(String containerId, boolean stdin, boolean stdout, boolean stderr, boolean tty) {
        var request = AttachRequest.newBuilder()
                .setContainerId(containerId)
                .setStdin(stdin)
                .setStdout(stdout)
                .setStderr(stderr && !tty)
                .setTty(tty)
                .build();
        return CriErrors.url("Attach", () -> runtime(CALL_TIMEOUT).attach(request).getUrl());
    }

    @Override
    public URI portForward(String sandboxId, List<Integer> ports) {
        var request = PortForwardRequest.newBuilder()
                .setPodSandboxId(sandboxId)
                .addAllPort(ports)
                .build();
        return CriErrors.url("PortForward", () -> runtime(CALL_TIMEOUT).portForward(request).getUrl());
    }

    @Override
    public Optional<Image> image(String reference) {
        var request =
                ImageStatusRequest.newBuilder().setImage(spec(reference)).build();
        return CriErrors.find("ImageStatus", () -> images(CALL_TIMEOUT).imageStatus(request))
                .filter(ImageStatusResponse::hasImage)
                .map(answer -> CriAnswers.image(answer.getImage()));
    }

    /** {@inheritDoc} An image that was made on this machine is its own newest version. */
    @Override
    public String pullImage(String reference) {
        Optional<Image> present = image(reference);
        if (present.isPresent() && present.get().tags().stream().anyMatch(ownImages::contains)) {
            return present.get().id();
        }
        var request = PullImageRequest.newBuilder().setImage(spec(reference)).build();
        return CriErrors.id("PullImage", () -> images(PULL_TIMEOUT).pullImage(request).getImageRef());
    }

    @Override
    public void reopenContainerLog(String containerId) {
        var request = ReopenContainerLogRequest.newBuilder()
                .setContainerId(containerId)
                .build();
        CriErrors.call("ReopenContainerLog", () -> runtime(CALL_TIMEOUT).reopenContainerLog(request));
    }

    /** Ends the connection. Calls under way fail. */
    @Override
    public void close() {
        channel.close();
    }

    private RuntimeServiceGrpc.RuntimeServiceBlockingStub runtime(Duration timeout) {
        return runtime.withDeadlineAfter(timeout);
    }

    private ImageServiceGrpc.ImageServiceBlockingStub images(Duration timeout) {
        return images.withDeadlineAfter(timeout);
    }

    private static ImageSpec spec(String reference) {
        return ImageSpec.newBuilder().setImage(reference).build();
    }

    private static byte[] bytes(ByteString value) {
        return value.toByteArray();
    }
}
