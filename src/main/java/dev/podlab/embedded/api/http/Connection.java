package dev.podlab.embedded.api.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: its requests are answered one after the other, each on a virtual thread. All methods run on the
 * connection's event loop.
 */
final class Connection extends ChannelInboundHandlerAdapter {

    /** Its name in the pipeline. */
    static final String NAME = "connection";

    /** Requests that a client may send ahead of the answers. */
    private static final int MAX_WAITING = 16;

    private final HttpHandler handler;
    private final ExecutorService handlers;
    private final HttpServer.Limits limits;
    private final EventLoopGroup loops;
    private final ArrayDeque<FullHttpRequest> waiting = new ArrayDeque<>();
    private @Nullable NettyExchange current;
    private @Nullable ScheduledFuture<?> idleTimeout;

    Connection(HttpHandler handler, ExecutorService handlers, HttpServer.Limits limits, EventLoopGroup loops) {
        this.handler = handler;
        this.handlers = handlers;
        this.limits = limits;
        this.loops = loops;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        awaitRequest(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (message) {
            case FullHttpRequest request when request.decoderResult().isFailure() -> {
                request.release();
                context.close();
            }
            case FullHttpRequest request -> enqueue(context, request);
            case PingWebSocketFrame ping -> context.writeAndFlush(new PongWebSocketFrame(ping.content()));
            case CloseWebSocketFrame close -> {
                close.release();
                context.close();
            }
            default -> ReferenceCountUtil.release(message);
        }
    }

    private void enqueue(ChannelHandlerContext context, FullHttpRequest request) {
        if (waiting.size() == MAX_WAITING) {
            request.release();
            context.close();
            return;
        }
        waiting.add(request);
        if (current == null) {
            next(context);
        }
    }

    private void next(ChannelHandlerContext context) {
        FullHttpRequest request = waiting.poll();
        if (request == null) {
            awaitRequest(context);
            return;
        }
        if (idleTimeout != null) {
            idleTimeout.cancel(false);
        }
        NettyExchange exchange = new NettyExchange(context.channel(), request, limits, loops);
        current = exchange;
        try {
            handlers.execute(() -> exchange.run(handler, () -> finished(context, exchange)));
        } catch (RejectedExecutionException stopping) {
            exchange.release();
            context.close();
        }
    }

    /** Called on the handler's thread. */
    private void finished(ChannelHandlerContext context, NettyExchange exchange) {
        context.executor().execute(() -> {
            current = null;
            if (exchange.isLast()) {
                context.close();
            } else if (context.channel().isActive()) {
                next(context);
            }
        });
    }

    /** A whole request must come in time: bytes that trickle in do not prolong it. */
    private void awaitRequest(ChannelHandlerContext context) {
        idleTimeout = context.executor().schedule(() -> {
            if (current == null) {
                context.close();
            }
        }, limits.idle().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (idleTimeout != null) {
            idleTimeout.cancel(false);
        }
        if (current != null) {
            current.clientGone();
        }
        waiting.forEach(FullHttpRequest::release);
        waiting.clear();
        context.fireChannelInactive();
    }

    /** Broken TLS, a reset connection: the client's trouble, not ours. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
