package dev.sluice.io.worker;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.loop.IoLoopGroup;
import dev.sluice.io.loop.LoopSettings;
import dev.sluice.io.memory.BufferPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that do the I/O of devices for the loops: each with a ring of its own, that the loops' buffers are registered with.
 *
 * <p>Started after the loops, closed before them and after all channels, by the thread that runs the program.
 */
public final class WorkerPool implements AutoCloseable {
    private final IoLoopGroup workers;
    private final AtomicInteger next = new AtomicInteger();

    private WorkerPool(IoLoopGroup workers) {
        this.workers = workers;
    }

    /**
     * Starts a worker for each of {@code cpus}, with the threads "sluice-worker-0", "sluice-worker-1", …
     *
     * @param cpus the core to run each on, or -1 to leave it to the scheduler
     * @param loops those whose buffers the workers read and write
     * @param busyPollNanos longest time that a worker polls before it sleeps
     */
    public static WorkerPool start(List<Integer> cpus, List<IoLoop> loops, long busyPollNanos) throws IOException {
        List<BufferPool> pools = new ArrayList<>();
        for (IoLoop loop : loops) {
            pools.add(loop.transferBuffers());
            pools.add(loop.solicitedBuffers());
        }
        // Workers have no data of their own: the smallest pools there are.
        List<LoopSettings> settings = cpus.stream()
                .map(cpu -> new LoopSettings(cpu, BufferPool.SLAB_BYTES, BufferPool.SLAB_BYTES, busyPollNanos))
                .toList();
        return new WorkerPool(IoLoopGroup.start("sluice-worker", settings, pools));
    }

    /**
     * A channel for {@code loop}, whose requests one of the workers carries out. As {@link BlockDevice#openChannel}: on that
     * loop's thread. Channels are dealt out to the workers in turn.
     */
    public DeviceChannel openChannel(BlockDevice device, IoLoop loop) {
        List<IoLoop> all = workers.loops();
        IoLoop worker = all.get(Math.floorMod(next.getAndIncrement(), all.size()));
        return new WorkerChannel(device, loop, worker);
    }

    /** Stops the workers. */
    @Override
    public void close() {
        workers.close();
    }
}
