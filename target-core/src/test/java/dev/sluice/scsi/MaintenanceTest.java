package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.disk.Disks;
import dev.sluice.scsi.reservation.Reservations;
import dev.sluice.scsi.unit.ChannelOpener;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.ParameterStore;
import dev.sluice.scsi.unit.SavedParameters;
import dev.sluice.scsi.unit.UnitMemory;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Diagnostics, the echo buffer, the time, and identifying information. */
class MaintenanceTest {
    private TestDisk disk;

    @BeforeEach
    void open() {
        RamDevice device = new RamDevice(1 << 20);
        ParameterStore store = new ParameterStore() {
            @Override
            public SavedParameters load() {
                return SavedParameters.NONE;
            }

            @Override
            public void save(SavedParameters parameters) {}
        };
        UnitMemory memory = new UnitMemory(null, Reservations.NONE, store, SavedParameters.NONE);
        disk = new TestDisk(
                        device, Disks.unit(LogicalUnitSettings.of(512, "kept"), device, ChannelOpener.INLINE, memory))
                .greeted();
    }

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    @Test
    void shouldTestItself() {
        disk.execute("1D 04 00 00 00 00").good();
        disk.execute("1D 00 00 00 00 00").good();
        disk.execute("1D 24 00 00 00 00").failed(5, 0x2400);
        disk.execute("1D 10 00 00 04 00", new byte[4]).good();
        disk.execute("1D 10 00 00 04 00", new byte[] {1, 0, 0, 0}).failed(5, 0x2600);
        assertEquals("0000000100", disk.execute("1C 01 00 00 FF 00").good().hex());
        disk.execute("1C 01 01 00 FF 00").failed(5, 0x2400);
    }

    @Test
    void shouldEchoToEachWhatItWrote() {
        disk.execute("3C 0A 00 00 00 00 00 00 10 00").failed(5, 0x2C00);
        assertEquals(
                "00001000", disk.execute("3C 0B 00 00 00 00 00 00 10 00").good().hex());
        disk.execute("3B 0A 00 00 00 00 00 00 04 00", new byte[] {1, 2, 3, 4}).good();
        assertEquals(
                "01020304", disk.execute("3C 0A 00 00 00 00 00 00 10 00").good().hex());
        disk.execute(disk.other, "3C 0A 00 00 00 00 00 00 10 00").failed(5, 0x2C00);
        disk.execute("3B 0A 00 00 00 00 00 10 01 00", new byte[4097]).failed(5, 0x2400);
        disk.execute("3B 05 00 00 00 00 00 00 04 00", new byte[4]).failed(5, 0x2400);
    }

    @Test
    void shouldKnowTheTimeAndTakeAnother() {
        byte[] clock = HexFormat.of().parseHex(reportTimestamp());
        assertEquals("000a0300", HexFormat.of().formatHex(clock, 0, 4));
        long ahead = (Cdb.u64(clock, 4) >>> 16) - System.currentTimeMillis();
        assertTrue(Math.abs(ahead) < 60_000, "off by " + ahead + " ms");
        disk.execute(
                        "A4 0F 00 00 00 00 00 00 00 0C 00 00",
                        HexFormat.of().parseHex("00000000" + "010000000000" + "0000"))
                .good();
        assertTrue(reportTimestamp().startsWith("000a0200" + "01000000"), reportTimestamp());
        disk.execute(disk.other, "00 00 00 00 00 00").failed(6, 0x2A10);
        disk.execute("A4 0F 00 00 00 00 00 00 00 04 00 00", new byte[4]).failed(5, 0x1A00);
    }

    private String reportTimestamp() {
        return disk.execute("A3 0F 00 00 00 00 00 00 00 FF 00 00").good().hex();
    }

    @Test
    void shouldKeepWhatIsWrittenOnIt() {
        assertEquals("00000000", report(0));
        assertEquals("0000000c" + "00000200" + "04000100" + "fe000000", report(0x7F));
        disk.execute("A4 06 00 00 00 00 00 00 00 03 00 00", new byte[] {1, 2, 3})
                .good();
        assertEquals("00000003" + "010203", report(0));
        disk.execute(disk.other, "00 00 00 00 00 00").failed(6, 0x3F05);
        byte[] name = "Bär\0".getBytes(StandardCharsets.UTF_8);
        disk.execute("A4 06 00 00 00 00 00 00 00 05 04 00", name).good();
        assertEquals("00000005" + HexFormat.of().formatHex(name), report(2));
        disk.execute("A4 06 00 00 00 00 00 00 00 02 04 00", new byte[] {'a', 'b'})
                .failed(5, 0x2600);
        disk.execute("A4 06 00 00 00 00 00 00 00 02 04 00", new byte[] {(byte) 0xFF, 0})
                .failed(5, 0x2600);
        disk.execute("A4 06 00 00 00 00 00 00 02 01 00 00", new byte[513]).failed(5, 0x2400);
        disk.execute("A4 06 00 00 00 00 00 00 00 01 02 00", new byte[1]).failed(5, 0x2400);
        disk.execute("A4 06 00 00 00 00 00 00 00 00 00 00", new byte[0]).good();
        assertEquals("00000000", report(0));
    }

    private String report(int type) {
        return disk.execute("A3 05 00 00 00 00 00 00 00 FF %02X 00".formatted(type << 1))
                .good()
                .hex();
    }
}
