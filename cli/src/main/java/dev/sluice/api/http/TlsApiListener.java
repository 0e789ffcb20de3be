package dev.sluice.api.http;

import dev.sluice.io.stranger.Origin;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * The entrance over TCP, with TLS and a token in each request. Strangers take no place from connections of the Unix socket, and none
 * from clients that have shown the token.
 */
final class TlsApiListener implements ApiListener {
    /** Limit of the connections over the network. */
    static final int MAX_CONNECTIONS = 64;

    /** Time limit for the TLS handshake of a client, and again for its token. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ReloadedCredentials credentials;
    private final Duration patience;
    private final RefusalLog refusals = new RefusalLog();

    /** @param patience time limit for the TLS handshake, and again for the token */
    TlsApiListener(ReloadedCredentials credentials, Duration patience) {
        this.credentials = credentials;
        this.patience = patience;
    }

    @Override
    public int bound() {
        return MAX_CONNECTIONS;
    }

    @Override
    public Origin origin(Channel channel) throws IOException {
        if (channel.remoteAddress() instanceof InetSocketAddress address) {
            return Origin.of(address.getAddress());
        }
        throw new IOException("the client has gone again");
    }

    @Override
    public void secure(ChannelPipeline pipeline) {
        SslHandler tls =
                credentials.current().tls().newHandler(pipeline.channel().alloc());
        tls.setHandshakeTimeoutMillis(patience.toMillis());
        pipeline.addLast(tls);
    }

    @Override
    public void admit(ChannelPipeline pipeline) {
        pipeline.addLast(new TokenHandler(credentials, refusals, 2 * patience.toMillis()));
    }
}
