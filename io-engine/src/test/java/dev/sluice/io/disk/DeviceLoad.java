package dev.sluice.io.disk;

import com.sun.management.ThreadMXBean;
import dev.sluice.io.device.BlockCompletion;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.TestDisk;
import dev.sluice.io.device.TestLoops;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.IoBuffer;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * Random requests, a fixed number of them always under way, from one loop: what a channel costs in CPU and garbage. Owner: the
 * loop's thread.
 */
final class DeviceLoad implements BlockCompletion {
    static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The CPU time of the loop's thread between the end of the warm-up and the end. */
    record Result(long operations, long nanos, long cpuNanos, long allocatedBytes) {
        double perSecond() {
            return operations * 1e9 / nanos;
        }

        double cpuMicros() {
            return cpuNanos / 1e3 / operations;
        }

        double bytesPerOperation() {
            return (double) allocatedBytes / operations;
        }
    }

    private final DeviceChannel channel;
    private final long deviceBytes;
    private final int blockBytes;
    private final boolean writes;
    private final long warmUp;
    private final long measured;
    private final SplittableRandom random = new SplittableRandom(1);
    private final CompletableFuture<Result> result = new CompletableFuture<>();

    private long started;
    private long ended;
    private int underWay;
    private long startNanos;
    private long startCpu;
    private long startAllocated;

    private DeviceLoad(
            DeviceChannel channel, long deviceBytes, int blockBytes, boolean writes, long warmUp, long measured) {
        this.channel = channel;
        this.deviceBytes = deviceBytes;
        this.blockBytes = blockBytes;
        this.writes = writes;
        this.warmUp = warmUp;
        this.measured = measured;
    }

    /** Runs {@code warmUp} and then {@code measured} operations, {@code depth} at once, on buffers of {@code owner}. */
    static Result run(
            TestDisk disk,
            IoLoop owner,
            long deviceBytes,
            int blockBytes,
            int depth,
            boolean writes,
            long warmUp,
            long measured) {
        IoBuffer[] buffers = TestLoops.on(owner, () -> {
            IoBuffer[] taken = new IoBuffer[depth];
            for (int i = 0; i < depth; i++) {
                taken[i] = TestLoops.transferBuffers(owner).tryAcquire(blockBytes);
            }
            return taken;
        });
        DeviceLoad load = new DeviceLoad(disk.channel, deviceBytes, blockBytes, writes, warmUp, measured);
        disk.loop.execute(() -> {
            for (IoBuffer buffer : buffers) {
                BlockRequest request = new BlockRequest(load);
                request.attachment = buffer;
                load.next(request);
            }
        });
        Result result = TestLoops.await(load.result);
        TestLoops.on(owner, () -> {
            for (IoBuffer buffer : buffers) {
                buffer.release();
            }
            return null;
        });
        return result;
    }

    private void next(BlockRequest request) {
        IoBuffer buffer = (IoBuffer) request.attachment;
        long offset = random.nextLong(deviceBytes / blockBytes) * blockBytes;
        if (writes) {
            request.prepareWrite(offset, blockBytes, buffer, 0, false);
        } else {
            request.prepareRead(offset, blockBytes, buffer, 0);
        }
        started++;
        underWay++;
        channel.submit(request);
    }

    @Override
    public void completed(BlockRequest request) {
        underWay--;
        if (request.error() != null) {
            result.completeExceptionally(new AssertionError("failed: " + request.error()));
        }
        if (++ended == warmUp) {
            startNanos = System.nanoTime();
            startCpu = THREADS.getCurrentThreadCpuTime();
            startAllocated = THREADS.getCurrentThreadAllocatedBytes();
        }
        if (started < warmUp + measured) {
            next(request);
        } else if (underWay == 0) {
            result.complete(new Result(
                    ended - warmUp,
                    System.nanoTime() - startNanos,
                    THREADS.getCurrentThreadCpuTime() - startCpu,
                    THREADS.getCurrentThreadAllocatedBytes() - startAllocated));
        }
    }
}
