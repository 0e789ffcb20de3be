package dev.sluice.api.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;

/**
 * The handler behind the access check: with its first request that has passed the check, a connection stops being a stranger. Its
 * connection's network thread.
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
