package dev.sluice.api.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;

/** Lets requests through that show the token, before anything of their body is kept. Others wait for their refusal. */
final class TokenGate extends ChannelInboundHandlerAdapter {
    private static final String SCHEME = "Bearer ";
    private static final long DELAY_MILLIS = 500;

    private final byte[] token;
    private boolean refused;

    TokenGate(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request && !isAllowed(request)) {
            refused = true;
            ReferenceCountUtil.release(message);
            context.executor().schedule(() -> refuse(context), DELAY_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        context.fireChannelRead(message);
    }

    private boolean isAllowed(HttpRequest request) {
        String shown = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
        return shown.startsWith(SCHEME)
                && MessageDigest.isEqual(
                        token, shown.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(ChannelHandlerContext context) {
        FullHttpResponse response = RequestHandler.failure(
                HttpResponseStatus.UNAUTHORIZED, "show the token: Authorization: Bearer, and the token");
        response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        response.headers().set(HttpHeaderNames.CONNECTION, "close");
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
