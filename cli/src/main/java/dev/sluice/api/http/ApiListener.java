package dev.sluice.api.http;

import dev.sluice.io.stranger.Origin;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;

/** A way in: who may come through, and how many at once. The network thread. */
interface ApiListener {
    /** Connections at a time of which a request has come through, and as many that have not got so far. */
    int bound();

    /** The origin of a connection, for the shares of strangers. */
    Origin origin(Channel channel) throws IOException;

    /** Adds what a connection passes before HTTP is understood. */
    void secure(ChannelPipeline pipeline);

    /** Adds what the head of a request passes before anything of its body is kept. */
    void admit(ChannelPipeline pipeline);
}
