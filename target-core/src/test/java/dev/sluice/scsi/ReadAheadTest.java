package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A long READ asks the device for a few pieces in advance, and for none while the transport takes no more. */
class ReadAheadTest {
    private static final IoLoop LOOP = TestLoops.first();
    private static final int PIECES = 16;
    private static final int AHEAD = 4;
    /** READ (10) of 16 pieces of 256 KiB. */
    private static final String READ = "28 00 00 00 00 00 00 20 00 00";

    private static final int BYTES = PIECES * (256 << 10);

    private final HeldDevice device = new HeldDevice();
    private TestDisk disk;

    @BeforeEach
    void open() {
        disk = new TestDisk(device, LogicalUnitSettings.of(512, "held")).greeted();
    }

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private void endOne() {
        device.end(LOOP, null);
    }

    @Test
    void shouldHaveFourPiecesUnderWayUntilTheLastHasBegun() {
        TestTransport read = disk.start(disk.nexus, 0, READ, BYTES, new byte[0], t -> {});
        for (int ended = 0; ended < PIECES; ended++) {
            assertEquals(Math.min(AHEAD, PIECES - ended), device.count(LOOP));
            assertEquals(ended, read.dataInCalls);
            endOne();
        }
        TestLoops.await(read.ended).good();
        assertEquals(PIECES, read.dataInCalls);
    }

    @Test
    void shouldReadNoFurtherPieceWhileTheTransportTakesNoMore() {
        TestTransport read = disk.start(disk.nexus, 0, READ, BYTES, new byte[0], t -> t.credit = 0);
        assertEquals(1, device.count(LOOP), "the first is read in any case");
        endOne();
        assertEquals(1, read.dataInCalls);
        assertEquals(0, device.count(LOOP));
        TestLoops.run(LOOP, () -> {
            read.credit = PIECES;
            read.task.dataInReady();
        });
        assertEquals(AHEAD, device.count(LOOP));
        TestLoops.run(LOOP, () -> read.credit = 0);
        for (int i = 0; i < AHEAD; i++) {
            endOne();
        }
        assertEquals(0, device.count(LOOP));
        assertFalse(read.ended.isDone());
        TestLoops.run(LOOP, () -> read.task.abort());
        assertTrue(TestLoops.await(read.ended).aborted());
    }
}
