package dev.sluice.perf.jmh;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.io.memory.IoBuffer;
import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Taking buffers from a loop's pool and giving them back: alone, and 32 at a time as a loop turn does. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class BufferPoolBenchmark {
    private static final int TURN = 32;

    /** Bytes asked for. */
    @Param({"4096", "65536", "262144"})
    public int bytes;

    private final IoBuffer[] held = new IoBuffer[TURN];
    private Arena arena;
    private BufferShare pool;

    @Setup(Level.Trial)
    public void open() {
        arena = Arena.ofConfined();
        pool = new BufferPool(arena.allocate(16L * BufferPool.SLAB_BYTES, 4096)).openWhole();
    }

    @TearDown(Level.Trial)
    public void close() {
        if (pool.outstanding() != 0) {
            throw new IllegalStateException("buffers not home: " + pool.outstanding());
        }
        arena.close();
    }

    @Benchmark
    public long acquireAndRelease() {
        IoBuffer buffer = pool.tryAcquire(bytes);
        long address = buffer.address();
        buffer.release();
        return address;
    }

    @Benchmark
    public long acquireAndReleaseThirtyTwo() {
        long sum = 0;
        for (int i = 0; i < TURN; i++) {
            held[i] = pool.tryAcquire(bytes);
            sum += held[i].address();
        }
        for (int i = 0; i < TURN; i++) {
            held[i].release();
        }
        return sum;
    }
}
