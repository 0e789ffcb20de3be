package dev.sluice.scsi;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.loop.IoLoopGroup;
import dev.sluice.io.loop.LoopSettings;
import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.BufferShare;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Two loops for all tests of this JVM, and a way to run on their threads. */
final class TestLoops {
    static final long TRANSFER_BYTES = 4 << 20;

    private static final LoopSettings SETTINGS = new LoopSettings(-1, TRANSFER_BYTES, 16 << 20, 0);
    private static final List<IoLoop> LOOPS = start();

    private static final Map<BufferPool, BufferShare> SHARES = new ConcurrentHashMap<>();

    private TestLoops() {}

    private static List<IoLoop> start() {
        try {
            return IoLoopGroup.start(List.of(SETTINGS, SETTINGS)).loops();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static IoLoop first() {
        return LOOPS.get(0);
    }

    static IoLoop second() {
        return LOOPS.get(1);
    }

    /** All transfer buffers of a loop, in one share. */
    static BufferShare transferBuffers(IoLoop loop) {
        return SHARES.computeIfAbsent(loop.transferBuffers(), BufferPool::openWhole);
    }

    /** All solicited buffers of a loop, in one share. */
    static BufferShare solicitedBuffers(IoLoop loop) {
        return SHARES.computeIfAbsent(loop.solicitedBuffers(), BufferPool::openWhole);
    }

    /** Runs {@code work} on the loop and waits for its result. */
    static <T> T on(IoLoop loop, Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return await(result);
    }

    /** Waits until the loop has begun another turn, with what was put off until then. */
    static void passTurn(IoLoop loop) {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        loop.execute(() -> loop.atNextTurn(() -> passed.complete(null)));
        await(passed);
    }

    static void run(IoLoop loop, Runnable work) {
        on(loop, () -> {
            work.run();
            return null;
        });
    }

    static <T> T await(CompletableFuture<T> result) {
        try {
            return result.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the result did not come", e);
        }
    }

    /** Buffers that are out on both loops. */
    static int buffersOut() {
        return buffersOut(first()) + buffersOut(second());
    }

    private static int buffersOut(IoLoop loop) {
        return on(
                loop,
                () -> loop.transferBuffers().outstanding()
                        + loop.solicitedBuffers().outstanding()
                        + transferBuffers(loop).waiters());
    }
}
