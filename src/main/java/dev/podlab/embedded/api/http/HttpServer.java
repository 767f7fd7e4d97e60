package dev.podlab.embedded.api.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/** A running HTTPS server. Whoever starts it closes it. */
public final class HttpServer implements AutoCloseable {

    /** Bounds on what one client can ask of the server. */
    public record Limits(int maxConnections, int maxBodyBytes, Duration idle, Duration write) {

        /** The limits of the Kubernetes API server where it has them: bodies of 3 MiB. */
        public static final Limits DEFAULT =
                new Limits(1000, 3 << 20, Duration.ofSeconds(180), Duration.ofSeconds(60));
    }

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_REQUEST_LINE_BYTES = 64 << 10;
    private static final int MAX_HEADER_BYTES = 64 << 10;
    private static final int EVENT_LOOPS = 2;
    /** A peer that vanished without a word is noticed after about two minutes. */
    private static final int KEEP_ALIVE_IDLE_SECONDS = 60;
    private static final int KEEP_ALIVE_INTERVAL_SECONDS = 15;
    private static final int KEEP_ALIVE_PROBES = 4;

    private final EventLoopGroup loops;
    private final ExecutorService handlers;
    private final ChannelGroup connections;
    private final Channel listener;

    private HttpServer(EventLoopGroup loops, ExecutorService handlers, ChannelGroup connections, Channel listener) {
        this.loops = loops;
        this.handlers = handlers;
        this.connections = connections;
        this.listener = listener;
    }

    /**
     * Starts to listen.
     *
     * @param address where; port 0 takes a free one
     * @param oversized what to answer when a body is longer than the limit
     * @throws IOException if the address cannot be had
     */
    public static HttpServer start(
            InetSocketAddress address, X509Certificate certificate, PrivateKey key, Limits limits, Answer oversized, HttpHandler handler)
            throws IOException {
        SslContext tls = SslContextBuilder.forServer(key, certificate)
                .sslProvider(SslProvider.JDK)
                .protocols(List.of("TLSv1.3", "TLSv1.2"))
                .build();
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(EVENT_LOOPS, NioIoHandler.newFactory());
        ExecutorService handlers = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("api-", 0).factory());
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        try {
            Channel listener = bootstrap(loops, new ChannelInitializer<>() {
                @Override
                protected void initChannel(SocketChannel channel) {
                    if (connections.size() >= limits.maxConnections()) {
                        channel.close();
                        return;
                    }
                    connections.add(channel);
                    channel.pipeline()
                            .addLast(tls.newHandler(channel.alloc()))
                            .addLast(new HttpServerCodec(decoder()))
                            .addLast(new BodyCollector(limits.maxBodyBytes(), oversized))
                            .addLast(Connection.NAME, new Connection(handler, handlers, limits, loops));
                }
            }).bind(address).sync().channel();
            return new HttpServer(loops, handlers, connections, listener);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            loops.shutdownGracefully();
            throw new IOException("interrupted while starting to listen on " + address, interrupted);
        } catch (Exception taken) {
            loops.shutdownGracefully();
            throw new IOException("cannot listen on %s: %s".formatted(address, taken.getMessage()), taken);
        }
    }

    /** Returns the port that it listens on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Stops listening, closes all connections and interrupts their handlers. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly(STOP_TIMEOUT.toMillis());
        connections.close().awaitUninterruptibly(STOP_TIMEOUT.toMillis());
        handlers.shutdownNow();
        try {
            handlers.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        loops.shutdownGracefully(0, STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_TIMEOUT.toMillis());
    }

    private static ServerBootstrap bootstrap(EventLoopGroup loops, ChannelInitializer<SocketChannel> initializer) {
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 256)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), KEEP_ALIVE_IDLE_SECONDS)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), KEEP_ALIVE_INTERVAL_SECONDS)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEP_ALIVE_PROBES)
                .childHandler(initializer);
    }

    private static HttpDecoderConfig decoder() {
        return new HttpDecoderConfig().setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES).setMaxHeaderSize(MAX_HEADER_BYTES);
    }
}
