package dev.sluice.api.http;

import io.netty.channel.ChannelPipeline;

/**
 * Through a Unix socket.
 *
 * @param group whose members may come through
 */
record LocalEntrance(String group) implements Entrance {
    private static final int MAX_CONNECTIONS = 128;

    @Override
    public int bound() {
        return MAX_CONNECTIONS;
    }

    @Override
    public void secure(ChannelPipeline pipeline) {
        pipeline.addLast(new PeerGate(group));
    }

    @Override
    public void admit(ChannelPipeline pipeline) {
        // the kernel has told who it is
    }
}
