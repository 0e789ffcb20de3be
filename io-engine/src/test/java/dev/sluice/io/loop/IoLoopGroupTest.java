package dev.sluice.io.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.io.sys.Rings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IoLoopGroupTest {
    private static final int MIB = 1 << 20;
    private static final LoopSettings SETTINGS = new LoopSettings(-1, 4 * MIB, 2 * MIB, 0);

    @Test
    void shouldRunTasksOnItsOwnNamedThreadWhenAskedFromAnother() throws Exception {
        try (IoLoopGroup group = IoLoopGroup.start(List.of(SETTINGS, SETTINGS))) {
            for (IoLoop loop : group.loops()) {
                assertEquals("sluice-loop-" + loop.index(), on(loop, () -> Thread.currentThread()
                        .getName()));
                assertTrue(on(loop, loop::inLoop));
                assertFalse(loop.inLoop());
            }
        }
    }

    /** The kernel's own limit is four for each core. */
    @Test
    void shouldLetMoreOperationsBlockThanADiskThatHangsCanHave() throws Exception {
        Set<Integer> before = Rings.descriptors();
        try (IoLoopGroup group = IoLoopGroup.start(List.of(SETTINGS))) {
            Set<Integer> rings = Rings.descriptors();
            rings.removeAll(before);
            assertEquals(1, rings.size(), "one new ring");
            int ring = rings.iterator().next();
            assertTrue(on(group.loops().getFirst(), () -> Rings.blockingOperations(ring, 0)) >= 1024);
        }
    }

    @Test
    void shouldRegisterBothPoolsWhenMemoryMayBeLocked() throws Exception {
        try (IoLoopGroup group = IoLoopGroup.start(List.of(SETTINGS))) {
            IoLoop loop = group.loops().getFirst();
            assertEquals(List.of(0, 1, 0, 1), on(loop, () -> {
                IoBuffer transfer = loop.transferBuffers().openWhole().tryAcquire(1);
                IoBuffer solicited = loop.solicitedBuffers().openWhole().tryAcquire(1);
                List<Integer> indexes = List.of(
                        transfer.registeredIndex(),
                        solicited.registeredIndex(),
                        loop.ring().registeredIndexOf(transfer),
                        loop.ring().registeredIndexOf(solicited));
                transfer.release();
                solicited.release();
                return indexes;
            }));
        }
    }

    @Test
    void shouldKnowForeignBuffersByAnIndexOfItsOwnWhenGivenThem() throws Exception {
        try (IoLoopGroup group = IoLoopGroup.start(List.of(SETTINGS))) {
            IoLoop owner = group.loops().getFirst();
            IoBuffer buffer =
                    on(owner, () -> owner.solicitedBuffers().openWhole().tryAcquire(1));
            try (IoLoopGroup other = IoLoopGroup.start(
                    "other", List.of(SETTINGS), List.of(owner.transferBuffers(), owner.solicitedBuffers()))) {
                IoLoop loop = other.loops().getFirst();
                assertEquals(3, on(loop, () -> loop.ring().registeredIndexOf(buffer)));
            }
            on(owner, () -> {
                buffer.release();
                return null;
            });
        }
    }

    @Test
    void shouldRunWorkOnceAndInOrderWhenTheTurnEnds() throws Exception {
        try (IoLoopGroup group = IoLoopGroup.start(List.of(SETTINGS))) {
            IoLoop loop = group.loops().getFirst();
            List<String> order = new ArrayList<>();
            CompletableFuture<Void> done = new CompletableFuture<>();
            loop.execute(() -> {
                loop.atTurnEnd(() -> {
                    order.add("first");
                    loop.atTurnEnd(() -> {
                        order.add("added");
                        done.complete(null);
                    });
                });
                loop.atTurnEnd(() -> {
                    throw new IllegalStateException("work of a test that fails on purpose");
                });
                loop.atTurnEnd(() -> order.add("second"));
                order.add("task");
            });
            done.get(10, TimeUnit.SECONDS);
            assertEquals(List.of("task", "first", "second", "added"), on(loop, () -> order));
        }
    }

    @Test
    void shouldSpinAndStillAnswerWhenBusyPollIsSet() throws Exception {
        LoopSettings spinning = new LoopSettings(0, 2 * MIB, 2 * MIB, TimeUnit.MILLISECONDS.toNanos(1));
        try (IoLoopGroup group = IoLoopGroup.start(List.of(spinning))) {
            IoLoop loop = group.loops().getFirst();
            for (int i = 0; i < 100; i++) {
                int expected = i;
                assertEquals(expected, on(loop, () -> expected));
            }
        }
    }

    @Test
    void shouldLeaveNoRingBehindWhenClosed() throws Exception {
        int before = Rings.descriptors().size();
        IoLoopGroup.start(List.of(SETTINGS, SETTINGS)).close();
        assertEquals(before, Rings.descriptors().size());
    }

    @Test
    void shouldSayWhichCoreAndStopTheOthersWhenACoreDoesNotExist() throws Exception {
        int before = Rings.descriptors().size();
        LoopSettings nowhere = new LoopSettings(8191, 2 * MIB, 2 * MIB, 0);
        IOException e = assertThrows(IOException.class, () -> IoLoopGroup.start(List.of(SETTINGS, nowhere)));
        assertTrue(e.getMessage().contains("core 8191"), e.getMessage());
        assertEquals(before, Rings.descriptors().size());
    }

    private static <T> T on(IoLoop loop, java.util.concurrent.Callable<T> task) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(10, TimeUnit.SECONDS);
    }
}
