package dev.podlab.embedded.api.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two connections joined: what one side sends, the other gets, byte for byte.
 *
 * <p>The node's server trusts whoever has its one-time URL, so the client's bytes reach it only once it has switched
 * protocols: after any other answer the client could send it requests of its own.
 */
final class Relay {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_HEAD_BYTES = 64 << 10;
    /** Ours alone, or about this hop. */
    private static final Set<String> NOT_FORWARDED = Set.of("host", "authorization", "content-length", "cookie");

    private Relay() {}

    /** @return completed when the connection is over; exceptionally when the target cannot be reached */
    static CompletableFuture<Void> start(Channel client, FullHttpRequest request, URI target, EventLoopGroup loops) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        ByteBuf head = Unpooled.wrappedBuffer(head(request, target).getBytes(StandardCharsets.ISO_8859_1));
        client.closeFuture().addListener(closed -> over.complete(null));
        new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT.toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.AUTO_READ, false)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel node) {
                        node.pipeline().addLast(new NodeSide(client));
                    }
                })
                .connect(target.getHost(), target.getPort())
                .addListener((ChannelFutureListener) connected -> {
                    if (connected.isSuccess()) {
                        join(client, connected.channel(), head);
                    } else {
                        head.release();
                        over.completeExceptionally(new IOException("error dialing backend: " + connected.cause().getMessage()));
                    }
                });
        return over;
    }

    /** Runs on the event loop of both. */
    private static void join(Channel client, Channel node, ByteBuf head) {
        if (!client.isActive()) {
            head.release();
            node.close();
            return;
        }
        client.config().setAutoRead(false);
        ChannelPipeline pipeline = client.pipeline();
        pipeline.addBefore(Connection.NAME, null, new ClientSide(node));
        pipeline.remove(BodyCollector.class);
        pipeline.remove(HttpServerCodec.class);
        node.writeAndFlush(head);
        node.read();
    }

    private static String head(FullHttpRequest request, URI target) {
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        StringBuilder head = new StringBuilder()
                .append(request.method().name()).append(' ').append(target.getRawPath()).append(query).append(" HTTP/1.1\r\n")
                .append("Host: ").append(target.getHost()).append(':').append(target.getPort()).append("\r\n");
        for (Map.Entry<String, String> header : request.headers()) {
            if (!NOT_FORWARDED.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
            }
        }
        return head.append("\r\n").toString();
    }

    /** Reads the next bytes of {@code from} only when {@code to} has taken these. */
    private static void pass(Channel from, Channel to, Object bytes) {
        to.writeAndFlush(bytes).addListener(written -> {
            if (written.isSuccess()) {
                from.read();
            } else {
                from.close();
            }
        });
    }

    private static void closeAfterFlush(Channel channel) {
        if (channel.isActive()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Hears the client. */
    private static final class ClientSide extends ChannelInboundHandlerAdapter {
        private final Channel node;

        ClientSide(Channel node) {
            this.node = node;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            pass(context.channel(), node, bytes);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            closeAfterFlush(node);
            context.fireChannelInactive();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    /** Hears the node: first the head of its answer, then the rest. */
    private static final class NodeSide extends ChannelInboundHandlerAdapter {
        private static final ByteBuf END_OF_HEAD =
                Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("\r\n\r\n", StandardCharsets.US_ASCII));
        private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d{1,9})\r\n");

        private final Channel client;
        private final ByteBuf head = Unpooled.buffer();
        private boolean answered;
        private boolean joined;
        /** How much of a refusal is still to come; Long.MAX_VALUE when the node ends it by closing. */
        private long refusalLeft;

        NodeSide(Channel client) {
            this.client = client;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            if (joined) {
                pass(context.channel(), client, bytes);
            } else if (answered) {
                passRefusal(context, bytes);
            } else {
                readHead(context, bytes);
            }
        }

        private void readHead(ChannelHandlerContext context, ByteBuf bytes) {
            head.writeBytes(bytes);
            bytes.release();
            int end = ByteBufUtil.indexOf(END_OF_HEAD, head);
            if (end < 0 && head.readableBytes() <= MAX_HEAD_BYTES) {
                context.read();
            } else if (end < 0) {
                context.close();
            } else {
                answered = true;
                String text = head.toString(0, end + 4, StandardCharsets.ISO_8859_1);
                joined = text.matches("(?s)HTTP/1\\.[01] 101 .*");
                forwardHead(context, text);
            }
        }

        private void forwardHead(ChannelHandlerContext context, String text) {
            if (joined) {
                client.read();
                pass(context.channel(), client, head.retain());
                return;
            }
            Matcher length = CONTENT_LENGTH.matcher(text);
            refusalLeft = length.find() ? text.length() + Long.parseLong(length.group(1)) : Long.MAX_VALUE;
            passRefusal(context, head.retain());
        }

        /** A refused client could use the connection again, and would then talk to the node: so it ends here. */
        private void passRefusal(ChannelHandlerContext context, ByteBuf bytes) {
            refusalLeft -= bytes.readableBytes();
            if (refusalLeft <= 0) {
                client.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE);
                context.close();
            } else {
                pass(context.channel(), client, bytes);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            head.release();
            closeAfterFlush(client);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
