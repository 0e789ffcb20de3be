package dev.sluice.perf.jmh;

import dev.sluice.io.device.BlockCompletion;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.disk.NullDevice;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.loop.IoLoopGroup;
import dev.sluice.io.loop.LoopSettings;
import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.worker.WorkerPool;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The way of a request from a loop to a worker and back, with a device that does nothing: what the worker mode adds to
 * an I/O. At depth 1 each way is a wake-up of a sleeping thread; at depth 32 many requests share one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class DispatchRingBenchmark implements BlockCompletion {
    private static final int REQUESTS = 20_000;
    private static final int SETTLE_SECONDS = 5;

    /** Requests under way at once. */
    @Param({"1", "32"})
    public int depth;

    private final Semaphore done = new Semaphore(0);
    private IoLoopGroup loops;
    private WorkerPool workers;
    private IoLoop loop;
    private DeviceChannel channel;
    private BlockRequest[] requests;
    private int toSend;
    private int toComplete;

    @Setup(Level.Trial)
    public void open() throws IOException, InterruptedException {
        loops = IoLoopGroup.start(List.of(new LoopSettings(-1, BufferPool.SLAB_BYTES, BufferPool.SLAB_BYTES, 0)));
        loop = loops.loops().getFirst();
        workers = WorkerPool.start(List.of(-1), loops.loops(), 0);
        requests = new BlockRequest[depth];
        for (int i = 0; i < depth; i++) {
            requests[i] = new BlockRequest(this);
        }
        loop.execute(() -> {
            channel = workers.openChannel(new NullDevice(1L << 30, "benchmark"), loop);
            done.release();
        });
        done.acquire();
    }

    @TearDown(Level.Trial)
    public void close() throws InterruptedException {
        loop.execute(() -> {
            channel.close();
            loop.schedule(() -> done.release(), 1, TimeUnit.SECONDS);
        });
        if (!done.tryAcquire(SETTLE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the channel does not close");
        }
        workers.close();
        loops.close();
    }

    @Benchmark
    @OperationsPerInvocation(REQUESTS)
    public void throughAWorkerAndBack() throws InterruptedException {
        loop.execute(this::start);
        done.acquire();
    }

    private void start() {
        toSend = REQUESTS;
        toComplete = REQUESTS;
        for (BlockRequest request : requests) {
            send(request);
        }
    }

    private void send(BlockRequest request) {
        if (toSend > 0) {
            toSend--;
            channel.submit(request.prepareFlush());
        }
    }

    @Override
    public void completed(BlockRequest request) {
        send(request);
        if (--toComplete == 0) {
            done.release();
        }
    }
}
