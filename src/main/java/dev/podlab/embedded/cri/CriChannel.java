package dev.podlab.embedded.cri;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** A gRPC channel over a unix socket, with the threads that it needs. Closing it ends them. */
final class CriChannel implements AutoCloseable {

    private static final int LARGEST_ANSWER_BYTES = 16 << 20;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final ManagedChannel grpc;
    private final EventLoopGroup loop;
    private final ExecutorService callbacks;

    private CriChannel(ManagedChannel grpc, EventLoopGroup loop, ExecutorService callbacks) {
        this.grpc = grpc;
        this.loop = loop;
        this.callbacks = callbacks;
    }

    static CriChannel open(Path socket) {
        var loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        var callbacks = Executors.newVirtualThreadPerTaskExecutor();
        ManagedChannel grpc = NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                .eventLoopGroup(loop)
                .channelType(NioDomainSocketChannel.class)
                // TCP's keep-alive does not exist on a unix socket, and null takes it out of the defaults.
                .withOption(ChannelOption.SO_KEEPALIVE, null)
                .executor(callbacks)
                .usePlaintext()
                .overrideAuthority("localhost")
                .maxInboundMessageSize(LARGEST_ANSWER_BYTES)
                .build();
        return new CriChannel(grpc, loop, callbacks);
    }

    ManagedChannel grpc() {
        return grpc;
    }

    @Override
    public void close() {
        grpc.shutdownNow();
        try {
            grpc.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        callbacks.shutdownNow();
        loop.shutdownGracefully(0, CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
