package dev.sluice.api.http;

import dev.sluice.io.stranger.Origin;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;

/** An entrance of the API: its access checks and its limits. The network thread. */
interface ApiListener {
    /** Limit of the connections of which a request has passed the access check, and also of the others. */
    int bound();

    /** The origin of a connection, by which places are shared among strangers. */
    Origin origin(Channel channel) throws IOException;

    /** Adds the handlers before HTTP. */
    void secure(ChannelPipeline pipeline);

    /** Adds the handlers that check the head of a request before its body is kept. */
    void admit(ChannelPipeline pipeline);
}
