package dev.podlab.embedded.cri;

import dev.podlab.embedded.cri.containerd.Envelope;
import dev.podlab.embedded.cri.containerd.EventsGrpc;
import dev.podlab.embedded.cri.containerd.SubscribeRequest;
import dev.podlab.embedded.kubelet.ContainerRuntime;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Listens to containerd's events for the end of a process. Subscribes again when the connection is lost, and stays
 * silent for a runtime that has no such events.
 */
final class ContainerdExits implements ContainerRuntime.ExitHints {

    private static final SubscribeRequest EXITS =
            SubscribeRequest.newBuilder().addFilters("topic==\"/tasks/exit\"").build();
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Channel channel;
    private final Runnable hint;
    private final Executor later = CompletableFuture.delayedExecutor(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    private boolean closed;
    private @Nullable ClientCallStreamObserver<SubscribeRequest> call;

    ContainerdExits(Channel channel, Runnable hint) {
        this.channel = channel;
        this.hint = hint;
    }

    synchronized void subscribe() {
        if (!closed) {
            EventsGrpc.newStub(channel).subscribe(EXITS, new Reader());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (call != null) {
            call.cancel("no longer interested", null);
        }
    }

    private synchronized void opened(ClientCallStreamObserver<SubscribeRequest> opened) {
        call = opened;
    }

    private final class Reader implements ClientResponseObserver<SubscribeRequest, Envelope> {

        @Override
        public void beforeStart(ClientCallStreamObserver<SubscribeRequest> request) {
            opened(request);
        }

        @Override
        public void onNext(Envelope exit) {
            hint.run();
        }

        @Override
        public void onError(Throwable failure) {
            if (Status.fromThrowable(failure).getCode() != Status.Code.UNIMPLEMENTED) {
                later.execute(ContainerdExits.this::subscribe);
            }
        }

        @Override
        public void onCompleted() {
            later.execute(ContainerdExits.this::subscribe);
        }
    }
}
