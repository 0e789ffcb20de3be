package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.device.RamDevice;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModePagesTest {
    private static final String CACHING = "0812" + "04" + "00".repeat(17);
    private static final String CONTROL = "0a0a" + "0010000000" + "00ffff0000";
    private static final String EXCEPTIONS = "1c0a" + "08" + "00".repeat(9);
    private static final String DESCRIPTOR = "0000080000000200";

    private TestDisk disk;

    @BeforeEach
    void open() {
        disk = new TestDisk(new RamDevice(1 << 20), LogicalUnitSettings.of(512, "modes")).greeted();
    }

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private String sense(String cdb) {
        return disk.execute(cdb).good().hex();
    }

    private TaskResult select(String list) {
        byte[] bytes = HexFormat.of().parseHex(list);
        return disk.execute("15 10 00 00 %02X 00".formatted(bytes.length), bytes);
    }

    @Test
    void shouldReturnEveryPage() {
        String all = CACHING + CONTROL + EXCEPTIONS;
        assertEquals("37001008" + DESCRIPTOR + all, sense("1A 00 3F 00 FF 00"));
        assertEquals("37001008" + DESCRIPTOR + all, sense("1A 00 3F FF FF 00"));
        assertEquals("2f001000" + all, sense("1A 08 3F 00 FF 00"));
        assertEquals("2f00", sense("1A 08 3F 00 02 00"));
        assertEquals("17001000" + CACHING, sense("1A 08 08 00 FF 00"));
        assertEquals("003a001000000008" + DESCRIPTOR + all, sense("5A 00 3F 00 00 00 00 00 FF 00"));
        assertEquals(
                "0042001001000010" + "0000000000000800" + "00000000" + "00000200" + all,
                sense("5A 10 3F 00 00 00 00 00 FF 00"));
    }

    @Test
    void shouldTellWhatCanBeChangedAndTheDefaults() {
        assertEquals("17001000" + CACHING, sense("1A 08 48 00 FF 00"));
        assertEquals("0f001000" + "0a0a" + "0400080000000000" + "0000", sense("1A 08 4A 00 FF 00"));
        select("00000000" + "0812" + "00".repeat(18)).good();
        assertEquals("17001000" + "0812" + "00".repeat(18), sense("1A 08 08 00 FF 00"));
        assertEquals("17001000" + CACHING, sense("1A 08 88 00 FF 00"));
        disk.execute("1A 08 C8 00 FF 00").failed(5, 0x3900);
    }

    @Test
    void shouldRefuseWhatItDoesNotHave() {
        disk.execute("1A 08 01 00 FF 00").failed(5, 0x2400);
        disk.execute("1A 08 08 01 FF 00").failed(5, 0x2400);
        disk.execute("15 11 00 00 04 00", new byte[4]).failed(5, 0x2400);
        disk.execute("15 00 00 00 04 00", new byte[4]).failed(5, 0x2400);
        select("000000").failed(5, 0x1A00);
        select("00000000" + "0812").failed(5, 0x1A00);
        select("00000000" + "01").failed(5, 0x2600);
        select("00000000" + "0811" + "00".repeat(17)).failed(5, 0x2600);
        select("00000000" + "0812" + "05" + "00".repeat(17)).failed(5, 0x2600);
        select("00000008" + "0000080000001000").failed(5, 0x2600);
        select("00000008" + DESCRIPTOR + CACHING).good();
        assertEquals("17001000" + CACHING, sense("1A 08 08 00 FF 00"));
    }

    @Test
    void shouldProtectTheMediumWhenAnInitiatorAsksForIt() {
        select("00000000" + CONTROL.replace("0010000000", "0010080000")).good();
        assertEquals("17009000" + CACHING, sense("1A 08 08 00 FF 00"));
        disk.execute("2A 00 00 00 00 00 00 00 01 00", new byte[512]).failed(7, 0x2700);
        disk.execute("28 00 00 00 00 00 00 00 01 00").good();
        select("00000000" + CONTROL).good();
        disk.execute("2A 00 00 00 00 00 00 00 01 00", new byte[512]).good();
    }

    @Test
    void shouldReturnDescriptorSenseWhenItIsChosen() {
        select("00000000" + CONTROL.replace("0010000000", "0410000000")).good();
        TaskResult failed = disk.execute("28 00 00 00 FF FF 00 00 01 00");
        assertEquals("7205210000000000", HexFormat.of().formatHex(failed.sense()));
        TaskResult field = disk.execute("28 20 00 00 00 00 00 00 01 00");
        assertEquals("7205240000000008" + "02060000cd000100", HexFormat.of().formatHex(field.sense()));
    }
}
