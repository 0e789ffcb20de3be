package dev.sluice.io.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.memory.BufferPool;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Errors on a loop, and who hears of them. */
class FatalErrorsTest {
    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<Throwable> heard = new LinkedBlockingQueue<>();
    private Thread.UncaughtExceptionHandler before;
    private IoLoopGroup group;
    private IoLoop loop;

    @BeforeEach
    void listen() throws IOException {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> heard.add(error));
        group = IoLoopGroup.start(List.of(new LoopSettings(-1, BufferPool.SLAB_BYTES, BufferPool.SLAB_BYTES, 0)));
        loop = group.loops().getFirst();
    }

    @AfterEach
    void stop() {
        group.close();
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    private Throwable next() throws InterruptedException {
        return heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void passLoop() {
        CompletableFuture.runAsync(() -> {}, loop::execute)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void shouldReportWhenMemoryRunsOutInATask() throws Exception {
        OutOfMemoryError error = new OutOfMemoryError("injected");
        loop.execute(() -> {
            throw error;
        });
        assertEquals(error, next());
    }

    @Test
    void shouldReportWhenAScheduledTaskOverflowsTheStack() throws Exception {
        StackOverflowError error = new StackOverflowError("injected");
        loop.schedule(
                () -> {
                    throw error;
                },
                1,
                TimeUnit.MILLISECONDS);
        assertEquals(error, next());
    }

    @Test
    void shouldReportWhenTheLoopItselfEnds() throws Exception {
        OutOfMemoryError error = new OutOfMemoryError("injected");
        loop.execute(() -> loop.atTurnEnd(() -> {
            throw error;
        }));
        assertEquals(error, next());
    }

    @Test
    void shouldGoOnWhenATaskThrowsAnException() {
        loop.execute(() -> {
            throw new IllegalStateException("injected");
        });
        loop.execute(() -> loop.atTurnEnd(() -> {
            throw new AssertionError("injected");
        }));
        passLoop();
        passLoop();
        assertNull(heard.poll());
    }

    @Test
    void shouldReportALoopThatDoesNotTurn() throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        LoopWatch watch = new LoopWatch(group.started(), 10, 2, 5);
        loop.execute(() -> {
            try {
                hang.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        watch.start("test");
        try {
            Throwable hung = next();
            assertInstanceOf(IllegalStateException.class, hung);
            assertTrue(hung.getMessage().startsWith("sluice-loop-0 has not turned"), hung.getMessage());
            assertTrue(
                    List.of(hung.getStackTrace()).toString().contains("CountDownLatch.await"),
                    "it says where it hangs");
        } finally {
            hang.countDown();
            watch.close();
        }
    }
}
