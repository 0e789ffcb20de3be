package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Acknowledged data are stable: seen from the requests to the device, before the status. */
class DurabilityTest {
    private static final IoLoop LOOP = TestLoops.first();
    private static final String WRITE = "2A 00 00 00 00 00 00 00 01 00";
    private static final String WRITE_FUA = "2A 08 00 00 00 00 00 00 01 00";
    private static final String WRITE_SAME_UNMAP = "93 09 00 00 00 00 00 00 00 00 00 00 00 08 00 00";

    private final HeldDevice device = new HeldDevice();
    private TestDisk disk;

    private void open(boolean writeCache) {
        disk = new TestDisk(
                        device,
                        LogicalUnitSettings.of(512, "held").withThin(true).withWriteCache(writeCache))
                .greeted();
    }

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    /** Runs the command and expects these requests, one after the other, and then the status. */
    private void expect(String cdb, byte[] dataOut, String... requests) {
        TestTransport task = disk.start(disk.nexus, 0, cdb, 0, dataOut, t -> {});
        for (String request : requests) {
            assertFalse(task.ended.isDone());
            assertEquals(request, device.oldest(LOOP));
            device.end(LOOP, null);
        }
        TestLoops.await(task.ended).good();
    }

    @Test
    void shouldForceOnlyWhatAsksForItWhenThereIsAWriteCache() {
        open(true);
        expect(WRITE, new byte[512], "WRITE");
        expect(WRITE_FUA, new byte[512], "WRITE forced");
        expect("2A 02 00 00 00 00 00 00 01 00", new byte[512], "WRITE forced");
        expect("2E 00 00 00 00 00 00 00 01 00", new byte[512], "WRITE forced", "READ");
        expect("35 00 00 00 00 00 00 00 00 00", new byte[0], "FLUSH");
        expect("91 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00", new byte[0], "FLUSH");
        expect("1B 00 00 00 00 00", new byte[0], "FLUSH");
        expect(WRITE_SAME_UNMAP, new byte[0], "UNMAP");
        expect("41 00 00 00 00 00 00 00 01 00", new byte[512], "WRITE_ZEROES");
    }

    @Test
    void shouldForceEverythingWhenThereIsNone() {
        open(false);
        expect(WRITE, new byte[512], "WRITE forced");
        expect(WRITE_SAME_UNMAP, new byte[0], "UNMAP", "FLUSH");
        expect("41 00 00 00 00 00 00 00 01 00", new byte[512], "WRITE_ZEROES forced");
    }

    @Test
    void shouldFlushBeforeTheWriteCacheIsSaidToBeOff() {
        open(true);
        byte[] off = HexFormat.of().parseHex("00000000" + "0812" + "00".repeat(18));
        expect("15 10 00 00 18 00", off, "FLUSH");
        expect(WRITE, new byte[512], "WRITE forced");
    }
}
