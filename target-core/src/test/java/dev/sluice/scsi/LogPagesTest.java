package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogPagesTest {
    private TestDisk disk;

    @BeforeEach
    void open() {
        disk = new TestDisk(
                        new RamDevice(8 << 20),
                        LogicalUnitSettings.of(512, "logs").withThin(true))
                .greeted();
    }

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private String page(int code) {
        return disk.execute("4D 00 %02X 00 00 00 00 01 00 00".formatted(0x40 | code))
                .good()
                .hex();
    }

    @Test
    void shouldListItsPages() {
        assertEquals("00000005" + "000c15192f", page(0));
        assertEquals(
                "40ff000c" + "000000ff0c001500" + "19002f00",
                disk.execute("4D 00 40 FF 00 00 00 01 00 00").good().hex());
        disk.execute("4D 00 42 00 00 00 00 01 00 00").failed(5, 0x2400);
        disk.execute("4D 00 59 01 00 00 00 01 00 00").failed(5, 0x2400);
        disk.execute("4D 00 59 00 00 00 04 01 00 00").failed(5, 0x2400);
    }

    @Test
    void shouldCountWhatEveryLoopReadsAndWrites() {
        disk.execute("2A 00 00 00 00 00 00 00 08 00", new byte[4096]).good();
        disk.execute("28 00 00 00 00 00 00 00 03 00").good();
        disk.execute(disk.other, "28 00 00 00 00 00 00 00 02 00").good();
        byte[] counts = HexFormat.of().parseHex(page(0x19));
        assertEquals("1900" + "005c" + "00010340", HexFormat.of().formatHex(counts, 0, 8));
        assertEquals(2, Cdb.u64(counts, 8));
        assertEquals(1, Cdb.u64(counts, 16));
        assertEquals(8, Cdb.u64(counts, 24));
        assertEquals(5, Cdb.u64(counts, 32));
        assertEquals("00020308", HexFormat.of().formatHex(counts, 72, 76));
        assertTrue(Cdb.u64(counts, 76) > 0, "it was idle before the first command");
        assertEquals("00030308" + "00000006" + "00000001", HexFormat.of().formatHex(counts, 84, 96));
        disk.execute("4C 02 40 00 00 00 00 00 00 00").good();
        assertEquals(0, Cdb.u64(HexFormat.of().parseHex(page(0x19)), 8));
        disk.execute(disk.other, "00 00 00 00 00 00").failed(6, 0x2A02);
    }

    @Test
    void shouldTellHowMuchSpaceIsLeft() {
        disk.execute("2A 00 00 00 00 00 00 08 00 00", new byte[1 << 20]).good();
        assertEquals(
                "0c000018" + "00010308" + "00000007" + "02000000" + "00020308" + "00000001" + "01000000", page(0x0C));
        assertEquals(
                "0c00000c" + "00020308" + "00000001" + "01000000",
                disk.execute("4D 00 4C 00 00 00 02 01 00 00").good().hex());
    }

    @Test
    void shouldHaveNothingToComplainOf() {
        assertEquals("2f000008" + "00000304" + "0000" + "ffff", page(0x2F));
        assertEquals("15000010" + "0000030c", page(0x15).substring(0, 16));
    }
}
