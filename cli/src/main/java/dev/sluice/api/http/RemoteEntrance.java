package dev.sluice.api.http;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/** Through TCP: TLS, and a token for each request. Strangers take no place from those who come through the Unix socket. */
final class RemoteEntrance implements Entrance {
    /** Of those that come over the network. */
    static final int MAX_CONNECTIONS = 64;

    private static final long HANDSHAKE_SECONDS = 10;

    private final LiveCredentials credentials;
    private final long handshakeMillis;
    private final RefusalLog refusals = new RefusalLog();

    RemoteEntrance(LiveCredentials credentials) {
        this(credentials, TimeUnit.SECONDS.toMillis(HANDSHAKE_SECONDS));
    }

    /** @param handshakeMillis how long a client may take for TLS, and then for the token */
    RemoteEntrance(LiveCredentials credentials, long handshakeMillis) {
        this.credentials = credentials;
        this.handshakeMillis = handshakeMillis;
    }

    @Override
    public int bound() {
        return MAX_CONNECTIONS;
    }

    @Override
    public void secure(ChannelPipeline pipeline) {
        SslHandler tls =
                credentials.current().tls().newHandler(pipeline.channel().alloc());
        tls.setHandshakeTimeoutMillis(handshakeMillis);
        pipeline.addLast(tls);
    }

    @Override
    public void admit(ChannelPipeline pipeline) {
        pipeline.addLast(new TokenGate(credentials, refusals, 2 * handshakeMillis));
    }
}
