package dev.sluice.target;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.loop.IoLoopGroup;
import dev.sluice.io.loop.LoopSettings;
import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.worker.WorkerPool;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The threads of a server: event loops, and workers where disk I/O has threads of its own. Any thread. */
final class ServerThreads implements AutoCloseable {
    private final IoLoopGroup loops;
    /** Null where the loops do disk I/O themselves. */
    private final WorkerPool workers;

    private ServerThreads(IoLoopGroup loops, WorkerPool workers) {
        this.loops = loops;
        this.workers = workers;
    }

    static ServerThreads start(ServerSettings settings) throws IOException {
        IoLoopGroup loops = IoLoopGroup.start(loopSettings(settings));
        try {
            return new ServerThreads(loops, settings.ioWorkers() == 0 ? null : startWorkers(settings, loops));
        } catch (IOException e) {
            loops.close();
            throw e;
        }
    }

    private static List<LoopSettings> loopSettings(ServerSettings settings) {
        long slabs = settings.bufferMemory() / settings.cores() / 2 / BufferPool.SLAB_BYTES;
        long half = slabs * BufferPool.SLAB_BYTES;
        return IntStream.range(0, settings.cores())
                .mapToObj(loop -> new LoopSettings(settings.cpuOf(loop), half, half, busyPollNanos(settings)))
                .toList();
    }

    private static WorkerPool startWorkers(ServerSettings settings, IoLoopGroup loops) throws IOException {
        List<Integer> cpus = IntStream.range(0, settings.ioWorkers())
                .mapToObj(worker -> settings.cpuOf(settings.cores() + worker))
                .toList();
        return WorkerPool.start(cpus, loops.loops(), busyPollNanos(settings));
    }

    private static long busyPollNanos(ServerSettings settings) {
        return TimeUnit.MICROSECONDS.toNanos(settings.busyPollMicros());
    }

    List<IoLoop> loops() {
        return loops.loops();
    }

    DeviceChannel openChannel(BlockDevice device, IoLoop loop) {
        return workers == null ? device.openChannel(loop) : workers.openChannel(device, loop);
    }

    /** Completed when every loop has done what it was about to do: whoever looks at what all share finds what is there now. */
    CompletableFuture<Void> passed() {
        return CompletableFuture.allOf(loops().stream()
                .map(loop -> CompletableFuture.runAsync(() -> {}, loop::execute))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Makes durable what the device has in a volatile cache; of a device that is gone there is nothing to be had. */
    CompletableFuture<Void> flush(BlockDevice device) {
        CompletableFuture<Void> flushed = new CompletableFuture<>();
        if (device.properties().readOnly()) {
            flushed.complete(null);
            return flushed;
        }
        IoLoop loop = loops().getFirst();
        loop.execute(() -> submitFlush(device, loop, flushed));
        return flushed;
    }

    /** Sends a flush through a channel of its own, which is closed after the flush. On the loop's thread. */
    private static void submitFlush(BlockDevice device, IoLoop loop, CompletableFuture<Void> flushed) {
        DeviceChannel channel = device.openChannel(loop);
        BlockRequest request = new BlockRequest(ended -> {
            complete(flushed, device, ended.error());
            loop.execute(channel::close);
        });
        channel.submit(request.prepareFlush());
    }

    private static void complete(CompletableFuture<Void> flushed, BlockDevice device, DeviceError error) {
        if (error == null || error == DeviceError.GONE) {
            flushed.complete(null);
        } else {
            flushed.completeExceptionally(
                    new IOException("flush of " + device.properties().description() + ": " + error));
        }
    }

    @Override
    public void close() {
        if (workers != null) {
            workers.close();
        }
        loops.close();
    }
}
