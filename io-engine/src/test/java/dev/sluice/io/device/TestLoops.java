package dev.sluice.io.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.loop.IoLoopGroup;
import dev.sluice.io.loop.LoopSettings;
import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.BufferShare;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Loops for a test, that must all have their buffers back when it ends. */
public final class TestLoops implements AutoCloseable {
    private static final int MIB = 1 << 20;
    private static final Map<BufferPool, BufferShare> SHARES = new ConcurrentHashMap<>();

    private final IoLoopGroup group;

    public TestLoops(int count) throws IOException {
        group = IoLoopGroup.start(Collections.nCopies(count, new LoopSettings(-1, 8 * MIB, 2 * MIB, 0)));
    }

    public List<IoLoop> all() {
        return group.loops();
    }

    public IoLoop first() {
        return group.loops().getFirst();
    }

    /** Runs {@code task} on the loop and waits for it. */
    public static <T> T on(IoLoop loop, Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(task.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return await(result);
    }

    /** All transfer buffers of a loop, in one share. */
    public static BufferShare transferBuffers(IoLoop loop) {
        return SHARES.computeIfAbsent(loop.transferBuffers(), BufferPool::openWhole);
    }

    public static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        for (IoLoop loop : all()) {
            assertEquals(0, on(loop, loop.transferBuffers()::outstanding), "transfer buffers away from home");
            assertEquals(0, on(loop, loop.solicitedBuffers()::outstanding), "solicited buffers away from home");
        }
        group.close();
    }
}
