package dev.podlab.embedded.api.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request on a Netty channel. */
final class NettyExchange implements HttpExchange {

    private static final int MAX_FRAME_BYTES = 1 << 20;

    private final Channel channel;
    private final FullHttpRequest request;
    private final Duration writeTimeout;
    private final EventLoopGroup loops;
    private final QueryStringDecoder uri;
    private final byte[] body;
    private volatile boolean last;
    private volatile boolean gone;
    private boolean answered;
    private volatile @Nullable Thread thread;

    NettyExchange(Channel channel, FullHttpRequest request, HttpServer.Limits limits, EventLoopGroup loops) {
        this.channel = channel;
        this.request = request;
        this.writeTimeout = limits.write();
        this.loops = loops;
        this.uri = new QueryStringDecoder(request.uri());
        this.body = ByteBufUtil.getBytes(request.content());
        this.last = !HttpUtil.isKeepAlive(request);
    }

    /** Runs the handler on this thread, then says so. */
    void run(HttpHandler handler, Runnable finished) {
        thread = Thread.currentThread();
        try {
            if (!gone) {
                handler.handle(this);
            }
        } catch (RuntimeException | Error broken) {
            last = true;
            System.getLogger(HttpServer.class.getName()).log(System.Logger.Level.ERROR, "a handler failed", broken);
        } finally {
            thread = null;
            release();
            finished.run();
        }
    }

    /** Interrupts the handler. */
    void clientGone() {
        gone = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Returns whether the connection ends with this exchange. */
    boolean isLast() {
        return last;
    }

    void release() {
        request.release();
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String path() {
        return uri.path();
    }

    @Override
    public Query query() {
        return new Query(uri.parameters());
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.headers().get(name));
    }

    @Override
    public List<String> headers(String name) {
        return request.headers().getAll(name);
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public boolean isAnswered() {
        return answered;
    }

    @Override
    public boolean wantsUpgrade() {
        return request.headers().contains(HttpHeaderNames.UPGRADE);
    }

    @Override
    public boolean wantsWebSocket() {
        return request.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true);
    }

    @Override
    public List<String> webSocketProtocols() {
        return request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .toList();
    }

    @Override
    public void answer(Answer answer) {
        answered = true;
        try {
            await(channel.writeAndFlush(Responses.whole(answer, last)));
        } catch (IOException clientGone) {
            last = true;
        }
    }

    @Override
    public AnswerStream stream(int code, String contentType) throws IOException {
        answered = true;
        await(channel.writeAndFlush(Responses.head(code, contentType)));
        return new Pieces(
                bytes -> channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes))),
                () -> channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
    }

    @Override
    public AnswerStream webSocket(String protocol, boolean binary) throws IOException {
        last = true;
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        request.uri(), protocol.isEmpty() ? null : protocol, false, MAX_FRAME_BYTES)
                .newHandshaker(request);
        if (handshaker == null) {
            throw new IOException("the client speaks another version of WebSocket");
        }
        answered = true;
        await(handshaker.handshake(channel, request));
        Function<byte[], WebSocketFrame> frame = binary
                ? bytes -> new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes))
                : bytes -> new TextWebSocketFrame(Unpooled.wrappedBuffer(bytes));
        return new Pieces(
                bytes -> channel.writeAndFlush(frame.apply(bytes)),
                () -> channel.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE)));
    }

    @Override
    public void relay(URI target) throws IOException {
        last = true;
        CompletableFuture<Void> over = Relay.start(channel, request, target, loops);
        try {
            over.get();
        } catch (InterruptedException clientGone) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException io ? io : new IOException(failed.getCause());
        }
    }

    private interface Write {
        ChannelFuture start(byte[] bytes);
    }

    private interface End {
        ChannelFuture start();
    }

    private final class Pieces implements AnswerStream {
        private final Write write;
        private final End end;
        private boolean closed;

        Pieces(Write write, End end) {
            this.write = write;
            this.end = end;
        }

        @Override
        public void write(byte[] piece) throws IOException {
            await(write.start(piece));
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            try {
                await(end.start());
            } catch (IOException clientGone) {
                last = true;
            }
        }
    }

    /** Waits until the socket has taken the bytes: a client that does not read holds up its own thread only, and not for ever. */
    private void await(ChannelFuture future) throws IOException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        future.addListener(result -> {
            if (result.isSuccess()) {
                done.complete(null);
            } else {
                done.completeExceptionally(result.cause());
            }
        });
        try {
            done.get(writeTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("the client went away", interrupted);
        } catch (ExecutionException failed) {
            throw new IOException("the client went away", failed.getCause());
        } catch (TimeoutException slow) {
            channel.close();
            throw new IOException("the client did not read for " + writeTimeout, slow);
        }
    }
}
