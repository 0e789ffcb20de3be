package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens while their blocks are written from another loop. */
class TokenRaceTest {
    private static final int BLOCK = 512;
    private static final int BLOCKS = 512;
    private static final int COPY_AT = 1024;
    private static final int ROUNDS = 400;

    private TestDisk disk;

    @BeforeEach
    void open() {
        disk = new TestDisk(new RamDevice(1 << 20), LogicalUnitSettings.of(BLOCK, "race")).greeted();
    }

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private TaskResult run(ItNexus from, byte[] cdb, byte[] data) {
        return TestLoops.await(disk.start(from, 0, cdb, 1 << 20, data, transport -> {}).ended);
    }

    private static byte[] cdb(int opcode, long lba, int blocks) {
        return ByteBuffer.allocate(16)
                .put((byte) opcode)
                .put((byte) 0)
                .putLong(lba)
                .putInt(blocks)
                .array();
    }

    private static byte[] tokenCdb(int action, int length) {
        return ByteBuffer.allocate(16)
                .put((byte) 0x83)
                .put((byte) action)
                .putInt(0)
                .putInt(1)
                .putInt(length)
                .array();
    }

    private byte[] token() {
        byte[] list = ByteBuffer.allocate(32)
                .putShort((short) 30)
                .position(14)
                .putShort((short) 16)
                .putLong(0)
                .putInt(BLOCKS)
                .array();
        run(disk.nexus, tokenCdb(0x10, list.length), list).good();
        byte[] cdb = ByteBuffer.allocate(16)
                .put((byte) 0x84)
                .put((byte) 7)
                .putInt(1)
                .putInt(10, 1024)
                .array();
        return Arrays.copyOfRange(run(disk.nexus, cdb, new byte[0]).good().dataIn(), 38, 550);
    }

    private TaskResult write(byte[] token) {
        byte[] list = ByteBuffer.allocate(552)
                .putShort((short) 550)
                .position(16)
                .put(token)
                .position(534)
                .putShort((short) 16)
                .putLong(COPY_AT)
                .putInt(BLOCKS)
                .array();
        return run(disk.nexus, tokenCdb(0x11, list.length), list);
    }

    /** The number that all blocks of a stretch begin with. */
    private long version(long lba) {
        ByteBuffer data = ByteBuffer.wrap(
                run(disk.nexus, cdb(0x88, lba, BLOCKS), new byte[0]).good().dataIn());
        long version = data.getLong(0);
        for (int at = BLOCK; at < BLOCKS * BLOCK; at += BLOCK) {
            assertEquals(version, data.getLong(at), "blocks of several writes");
        }
        return version;
    }

    private byte[] stamped(long version) {
        ByteBuffer data = ByteBuffer.allocate(BLOCKS * BLOCK);
        for (int at = 0; at < data.capacity(); at += BLOCK) {
            data.putLong(at, version);
        }
        return data.array();
    }

    /**
     * Writes of all blocks, in requests of 256 KiB: plain, or as an atomic command. A copy that succeeds has the blocks of one write, and
     * not of one that ended before the token was asked for.
     */
    @ParameterizedTest
    @ValueSource(ints = {0x8A, 0x9C})
    void shouldNeverMixOldAndNew(int opcode) throws Exception {
        run(disk.other, cdb(0x8A, 0, BLOCKS), stamped(0)).good();
        AtomicBoolean over = new AtomicBoolean();
        long[] written = new long[1];
        CompletableFuture<Void> writer = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                byte[] cdb = cdb(opcode, 0, BLOCKS);
                for (long version = 1; !over.get(); version++) {
                    run(disk.other, cdb, stamped(version)).good();
                    synchronized (written) {
                        written[0] = version;
                        // Now and then the reader gets a chance to succeed.
                        if (version % 4 == 0) {
                            written.wait(2);
                        }
                    }
                }
                writer.complete(null);
            } catch (Throwable e) {
                writer.completeExceptionally(e);
            }
        });
        int copies = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long before;
            synchronized (written) {
                before = written[0];
            }
            byte[] token = token();
            TaskResult result = write(token);
            if (result.status() == ScsiStatus.GOOD) {
                copies++;
                long copied = version(COPY_AT);
                assertTrue(copied >= before, copied + " is older than " + before);
            } else {
                result.failed(5, 0x2306);
            }
        }
        over.set(true);
        TestLoops.await(writer);
        System.out.println("%02Xh: %d of %d copies".formatted(opcode, copies, ROUNDS));
        write(token()).good();
        assertEquals(version(0), version(COPY_AT));
    }

    /** A token costs nothing any more when nobody can use it. */
    @Test
    void shouldWatchNothingWhenTheTokenIsGone() {
        byte[] token = token();
        byte[] list = ByteBuffer.allocate(552)
                .putShort((short) 550)
                .put((byte) 2)
                .position(16)
                .put(token)
                .position(534)
                .putShort((short) 16)
                .putLong(COPY_AT)
                .putInt(BLOCKS)
                .array();
        run(disk.nexus, tokenCdb(0x11, list.length), list).good();
        assertTrue(disk.unit.atomicAccess().isIdle());
    }
}
