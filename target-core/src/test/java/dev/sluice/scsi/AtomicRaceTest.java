package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.testing.Seed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Initiators on two loops that change the same blocks at once, several commands deep. */
class AtomicRaceTest {
    private static final int BLOCK = 512;
    private static final int BLOCKS = 64;

    private long seed;
    private TestDisk disk;

    @BeforeEach
    void open() {
        seed = Seed.of("AtomicRaceTest");
        disk = new TestDisk(
                        new RamDevice(BLOCKS * BLOCK),
                        LogicalUnitSettings.of(BLOCK, "race").withThin(true))
                .greeted();
    }

    @AfterEach
    void close() {
        disk.close();
        assertTrue(disk.unit.atomicAccess().isIdle());
        assertEquals(0, TestLoops.buffersOut());
    }

    private static byte[] cdb(int opcode, int lba, int blocks) {
        return ByteBuffer.allocate(16)
                .put((byte) opcode)
                .put((byte) 0)
                .putLong(lba)
                .putInt(blocks)
                .array();
    }

    private TaskResult run(ItNexus from, byte[] cdb, byte[] data) {
        return TestLoops.await(disk.start(from, 0, cdb, 1 << 20, data, t -> {}).ended);
    }

    private byte[] read(ItNexus from, int lba) {
        return run(from, cdb(0x88, lba, 1), new byte[0]).good().dataIn();
    }

    /** Runs work on several threads for each initiator, and waits for all. */
    private void race(int each, BiConsumer<ItNexus, Random> work) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < each * 2; i++) {
            ItNexus from = i % 2 == 0 ? disk.nexus : disk.other;
            Random random = new Random(seed + i);
            CompletableFuture<Void> done = new CompletableFuture<>();
            all.add(done);
            Thread.ofPlatform().start(() -> {
                try {
                    work.accept(from, random);
                    done.complete(null);
                } catch (Throwable e) {
                    done.completeExceptionally(e);
                }
            });
        }
        all.forEach(TestLoops::await);
    }

    /** Adds one to a counter; false if somebody else was faster. */
    private boolean increment(ItNexus from, int lba) {
        byte[] before = read(from, lba);
        ByteBuffer data = ByteBuffer.allocate(2 * BLOCK).put(before).put(before);
        data.putLong(BLOCK, data.getLong(0) + 1);
        TaskResult result = run(from, cdb(0x89, lba, 1), data.array());
        if (result.status() == ScsiStatus.GOOD) {
            return true;
        }
        result.failed(0xE, 0x1D00);
        return false;
    }

    @Test
    void shouldCountEverySuccessOnce() {
        AtomicInteger successes = new AtomicInteger();
        race(3, (from, random) -> {
            for (int i = 0; i < 300; i++) {
                if (increment(from, 7)) {
                    successes.incrementAndGet();
                }
            }
        });
        assertTrue(successes.get() > 0);
        assertEquals(successes.get(), ByteBuffer.wrap(read(disk.nexus, 7)).getLong());
    }

    /** All blocks of an atomic write or none, for readers of another loop and for writers of the same. */
    @Test
    void shouldNeverShowHalfAnAtomicWrite() {
        race(2, (from, random) -> {
            byte[] data = new byte[BLOCKS * BLOCK];
            for (int i = 0; i < 200; i++) {
                Arrays.fill(data, (byte) random.nextInt(256));
                byte[] write = cdb(0x9C, 0, 0);
                write[13] = BLOCKS;
                run(from, write, data).good();
                byte[] found =
                        run(from, cdb(0x88, 0, BLOCKS), new byte[0]).good().dataIn();
                byte[] wanted = new byte[found.length];
                Arrays.fill(wanted, found[0]);
                assertArrayEquals(wanted, found);
            }
        });
    }

    @Test
    void shouldLoseNoBitThatAnyoneSets() {
        AtomicInteger turns = new AtomicInteger();
        race(2, (from, random) -> {
            for (int bit = turns.getAndIncrement(); bit < BLOCK * 8; bit = turns.getAndIncrement()) {
                byte[] bits = new byte[4 * BLOCK];
                bits[(bit / 8) + random.nextInt(4) * BLOCK] = (byte) (1 << bit % 8);
                run(from, cdb(0x8B, 20, 4), bits).good();
            }
        });
        byte[] all = run(disk.nexus, cdb(0x88, 20, 4), new byte[0]).good().dataIn();
        for (int i = 0; i < BLOCK; i++) {
            assertEquals((byte) -1, all[i] | all[i + BLOCK] | all[i + 2 * BLOCK] | all[i + 3 * BLOCK], "byte " + i);
        }
    }

    /**
     * Plain writes fill all blocks with one value, on one loop only, for among themselves they are not atomic. COMPARE AND
     * WRITE, on both, replaces a value in all blocks by another one. So what is there is whole, whenever it is looked at.
     */
    @Test
    void shouldKeepBlocksWholeWhenPlainWritesRaceWithCompareAndWrite() {
        int blocks = 16;
        race(3, (from, random) -> {
            for (int i = 0; i < 200; i++) {
                byte[] data = new byte[2 * blocks * BLOCK];
                Arrays.fill(data, 0, data.length / 2, (byte) random.nextInt(4));
                Arrays.fill(data, data.length / 2, data.length, (byte) random.nextInt(4));
                byte[] half = Arrays.copyOf(data, data.length / 2);
                switch (from == disk.nexus ? random.nextInt(4) : 2) {
                    case 0 -> run(from, cdb(0x8A, 0, blocks), half).good();
                    case 1 ->
                        run(from, cdb(0x93, 0, blocks), Arrays.copyOf(data, BLOCK))
                                .good();
                    default -> {
                        TaskResult result = run(from, cdb(0x89, 0, blocks), data);
                        if (result.status() != ScsiStatus.GOOD) {
                            result.failed(0xE, 0x1D00);
                            assertEquals(0, Cdb.u32(result.sense(), 3), "half of the blocks were equal");
                        }
                    }
                }
            }
        });
        byte[] all = run(disk.nexus, cdb(0x88, 0, blocks), new byte[0]).good().dataIn();
        for (byte each : all) {
            assertEquals(all[0], each);
        }
    }

    @Test
    void shouldEndEveryTaskWhenSomeAreAborted() {
        AtomicBoolean anyGood = new AtomicBoolean();
        race(3, (from, random) -> {
            int[] opcodes = {0x8A, 0x89, 0x8B, 0x8E, 0x93};
            for (int i = 0; i < 300; i++) {
                int opcode = opcodes[random.nextInt(opcodes.length)];
                int lba = random.nextInt(BLOCKS - 8);
                int blocks = 1 + random.nextInt(8);
                int bytes = opcode == 0x93 ? BLOCK : opcode == 0x89 ? 2 * blocks * BLOCK : blocks * BLOCK;
                TestTransport task = disk.start(from, 0, cdb(opcode, lba, blocks), 0, new byte[bytes], t -> {});
                if (random.nextInt(3) == 0) {
                    TestLoops.run(from.loop(), task.task::abort);
                }
                TaskResult result = TestLoops.await(task.ended);
                if (!result.aborted() && result.status() == ScsiStatus.GOOD) {
                    anyGood.set(true);
                }
            }
        });
        assertTrue(anyGood.get());
    }
}
