package dev.sluice.io.loop;

import dev.sluice.io.memory.BufferPool;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The loops of a server, from start to close. */
public final class IoLoopGroup implements AutoCloseable {
    private static final int RING_SIZE = 1024;
    private static final int COMPLETION_QUEUE_SIZE = 8192;
    private static final int CLOSE_SECONDS = 2;

    private final List<IoLoop> loops = new ArrayList<>();

    private IoLoopGroup() {}

    /** Starts a loop for each of {@code settings}. */
    public static IoLoopGroup start(List<LoopSettings> settings) {
        IoLoopGroup group = new IoLoopGroup();
        for (LoopSettings loop : settings) {
            group.loops.add(start(group.loops.size(), loop));
        }
        return group;
    }

    private static IoLoop start(int index, LoopSettings settings) {
        IoHandlerFactory rings = IoUringIoHandler.newFactory(
                new IoUringIoHandlerConfig().setRingSize(RING_SIZE).setCqSize(COMPLETION_QUEUE_SIZE));
        TurnHandler[] turns = new TurnHandler[1];
        SingleThreadIoEventLoop eventLoop = new SingleThreadIoEventLoop(
                null,
                new DefaultThreadFactory("sluice-loop-" + index),
                executor -> turns[0] = new TurnHandler(rings.newHandler(executor), settings.busyPollNanos()));
        return new IoLoop(index, eventLoop, turns[0], pool(settings.transferBytes()), pool(settings.solicitedBytes()));
    }

    private static BufferPool pool(long bytes) {
        return new BufferPool(Arena.global().allocate(bytes, 4096));
    }

    /** The loops, in the order of their settings. */
    public List<IoLoop> loops() {
        return List.copyOf(loops);
    }

    /** Stops all loops, and waits for it. Not on a loop's thread. */
    @Override
    public void close() {
        for (IoLoop loop : loops) {
            loop.eventLoop()
                    .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                    .syncUninterruptibly();
        }
    }
}
