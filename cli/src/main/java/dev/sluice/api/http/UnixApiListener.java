package dev.sluice.api.http;

import dev.sluice.io.stranger.Origin;
import dev.sluice.io.sys.PeerIdentity;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;

/** The entrance by a Unix socket; at first for root alone. The network thread, except for {@link #open}. */
final class UnixApiListener implements ApiListener {
    private static final int MAX_CONNECTIONS = 128;

    private volatile SocketOwner owner = new SocketOwner(0, SocketOwner.NOBODY);

    /** Admits the owner and the group of the socket. Any thread. */
    void open(SocketOwner to) {
        owner = to;
    }

    @Override
    public int bound() {
        return MAX_CONNECTIONS;
    }

    @Override
    public Origin origin(Channel channel) throws IOException {
        return Origin.ofUser(
                PeerIdentity.of(((UnixChannel) channel).fd().intValue()).uid());
    }

    @Override
    public void secure(ChannelPipeline pipeline) {
        // Other users of this machine cannot read the traffic of a Unix socket.
    }

    @Override
    public void admit(ChannelPipeline pipeline) {
        pipeline.addLast(new PeerCredentialHandler(owner));
    }
}
