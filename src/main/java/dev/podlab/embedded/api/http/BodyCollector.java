package dev.podlab.embedded.api.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/**
 * Hands on whole requests, and answers those that are too long.
 *
 * <p>What is left of a long body is read and dropped: a client whose connection is closed while it still sends does not see
 * the answer. The connection's idle timeout bounds that.
 */
final class BodyCollector extends HttpObjectAggregator {

    private final Answer oversized;

    BodyCollector(int maxBodyBytes, Answer oversized) {
        super(maxBodyBytes, true);
        this.oversized = oversized;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage message) {
        context.writeAndFlush(Responses.whole(oversized, false));
    }
}
