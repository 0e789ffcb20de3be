package dev.sluice.api.http;

import io.netty.channel.ChannelPipeline;

/** A way in: who may come through, and how many at once. The network thread. */
interface Entrance {
    /** Connections at a time; others are closed. */
    int bound();

    /** Adds what a connection passes before HTTP is understood. */
    void secure(ChannelPipeline pipeline);

    /** Adds what the head of a request passes before anything of its body is kept. */
    void admit(ChannelPipeline pipeline);
}
