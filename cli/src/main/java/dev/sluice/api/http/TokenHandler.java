package dev.sluice.api.http;

import dev.sluice.api.Refusal;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Admits requests that show the token, before any part of their body is kept. Other requests get a refusal after a delay, and a
 * connection without the token in time is closed. The network thread.
 */
final class TokenHandler extends ChannelInboundHandlerAdapter {
    private static final String SCHEME = "Bearer ";
    private static final long DELAY_MILLIS = 500;

    private final ReloadedCredentials credentials;
    private final RefusalLog refusals;
    private final long patienceMillis;
    private Future<?> deadline;
    private boolean refused;

    /** @param patienceMillis from the beginning of a connection until a request has shown the token */
    TokenHandler(ReloadedCredentials credentials, RefusalLog refusals, long patienceMillis) {
        this.credentials = credentials;
        this.refusals = refusals;
        this.patienceMillis = patienceMillis;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> context.close(), patienceMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        deadline.cancel(false);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            String shown = request.headers().get(HttpHeaderNames.AUTHORIZATION);
            if (!isAllowed(shown)) {
                refused = true;
                refusals.add(context.channel().remoteAddress());
                ReferenceCountUtil.release(message);
                context.executor().schedule(() -> refuse(context, shown != null), DELAY_MILLIS, TimeUnit.MILLISECONDS);
                return;
            }
            deadline.cancel(false);
            request.headers().remove(HttpHeaderNames.AUTHORIZATION);
        }
        context.fireChannelRead(message);
    }

    /** Returns true for the right scheme and token. The name of a scheme has any case (RFC 9110 11.1). */
    private boolean isAllowed(String shown) {
        return shown != null
                && shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && credentials
                        .current()
                        .isToken(shown.substring(SCHEME.length()).strip());
    }

    private static void refuse(ChannelHandlerContext context, boolean shown) {
        FullHttpResponse response = RequestHandler.failure(
                HttpResponseStatus.UNAUTHORIZED,
                Refusal.Reason.NOT_ALLOWED,
                shown ? "this is not the daemon's token" : "show the daemon's token: Authorization: Bearer TOKEN");
        // RFC 6750 3: no error code for a request without a token.
        response.headers()
                .set(
                        HttpHeaderNames.WWW_AUTHENTICATE,
                        shown ? "Bearer realm=\"sluice\", error=\"invalid_token\"" : "Bearer realm=\"sluice\"");
        response.headers().set(HttpHeaderNames.CONNECTION, "close");
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
