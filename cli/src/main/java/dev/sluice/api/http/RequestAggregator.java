package dev.sluice.api.http;

import dev.sluice.api.Refusal;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;

/** Joins the parts of a request to one message, and refuses a request that is too large. Its connection's network thread. */
final class RequestAggregator extends HttpObjectAggregator {
    private final int most;

    /** @param most bytes of a body */
    RequestAggregator(int most) {
        super(most, true);
        this.most = most;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        context.writeAndFlush(refusal()).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    protected Object newContinueResponse(
            HttpMessage start, int maxContentLength, io.netty.channel.ChannelPipeline pipeline) {
        Object response = super.newContinueResponse(start, maxContentLength, pipeline);
        return response instanceof FullHttpResponse full
                        && full.status().equals(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE)
                ? refusal()
                : response;
    }

    private FullHttpResponse refusal() {
        FullHttpResponse response = RequestHandler.problem(new Refusal(
                Refusal.Reason.TOO_LARGE, "the body has more than " + (most >> 20) + " MiB, which is the most"));
        response.headers().set(HttpHeaderNames.CONNECTION, "close");
        return response;
    }
}
