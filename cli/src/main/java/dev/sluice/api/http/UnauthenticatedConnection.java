package dev.sluice.api.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;

/**
 * Stands behind the gate of an entrance: whose first request comes through is a stranger no more. Its connection's network thread.
 */
final class UnauthenticatedConnection extends ChannelInboundHandlerAdapter {
    private final ApiConnections guests;
    private boolean refused;

    UnauthenticatedConnection(ApiConnections guests) {
        this.guests = guests;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused || message instanceof HttpRequest && !guests.welcome(context.channel())) {
            refused = true;
            ReferenceCountUtil.release(message);
            context.close();
            return;
        }
        context.fireChannelRead(message);
        if (message instanceof HttpRequest) {
            context.pipeline().remove(this);
        }
    }
}
