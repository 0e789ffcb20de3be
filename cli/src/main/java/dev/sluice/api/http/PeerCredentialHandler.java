package dev.sluice.api.http;

import dev.sluice.api.Refusal;
import dev.sluice.io.sys.PeerIdentity;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admits the users that may use a Unix socket, by the credentials that the kernel has of the peer. Other users get a refusal as the
 * answer to their first request. The mode of the socket has the same effect, but somebody could change it. Its connection's network
 * thread.
 */
final class PeerCredentialHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(PeerCredentialHandler.class);
    private static final long REQUEST_SECONDS = 5;

    private final SocketOwner owner;
    private boolean refused;

    PeerCredentialHandler(SocketOwner owner) {
        this.owner = owner;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws IOException {
        PeerIdentity peer =
                PeerIdentity.of(((UnixChannel) context.channel()).fd().intValue());
        if (owner.admits(peer)) {
            context.fireChannelActive();
            return;
        }
        LOG.warn("{} may not use the API: it is neither root nor in the group {}", peer, ApiServer.GROUP);
        refused = true;
        context.executor().schedule(() -> context.close(), REQUEST_SECONDS, TimeUnit.SECONDS);
        context.channel().config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!refused) {
            context.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        if (message instanceof HttpRequest) {
            FullHttpResponse response = RequestHandler.failure(
                    HttpResponseStatus.FORBIDDEN,
                    Refusal.Reason.NOT_ALLOWED,
                    "this is for root and the group " + ApiServer.GROUP + ": sudo, or usermod -aG " + ApiServer.GROUP
                            + " and log in again");
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!refused) {
            context.fireChannelReadComplete();
        }
    }
}
