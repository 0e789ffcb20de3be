package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.ExchangeableDevice;
import dev.sluice.io.device.NullDevice;
import dev.sluice.io.device.RamDevice;
import dev.sluice.scsi.optical.OpticalDrives;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A drive as an initiator sees it; commands and fields by MMC-6. */
class OpticalDriveTest {
    private static final long DVD_BYTES = 4L << 30;

    private ExchangeableDevice device;
    private TestDisk drive;

    private void insert(BlockDevice medium) {
        device = new ExchangeableDevice("drive-1", medium);
        drive = new TestDisk(
                        device,
                        OpticalDrives.unit(LogicalUnitSettings.ofDrive("drive-1"), device, ChannelOpener.INLINE))
                .greeted();
    }

    private void exchange(BlockDevice medium) {
        drive.unit.medium().eject();
        device.exchange(medium);
        drive.unit.medium().exchanged();
    }

    @AfterEach
    void close() {
        drive.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private String hex(String cdb) {
        return drive.execute(cdb).good().hex();
    }

    @Test
    void shouldBeADriveWithALoadedDisc() {
        insert(new RamDevice(2048 * 100));
        String inquiry = hex("12 00 00 00 60 00");
        assertEquals("05800612", inquiry.substring(0, 8));
        assertTrue(inquiry.contains("00a0046004e00960"), inquiry);
        assertEquals("05000003" + "008083", hex("12 01 00 00 FF 00"));
        assertEquals("00000063" + "00000800", hex("25 00 00 00 00 00 00 00 00 00"));
        assertEquals(
                2048 * 3, drive.execute("28 00 00 00 00 61 00 00 03 00").good().dataIn().length);
        drive.execute("28 00 00 00 00 62 00 00 03 00").failed(5, 0x2100);
        assertEquals(
                2048,
                drive.execute("A8 00 00 00 00 01 00 00 00 01 00 00").good().dataIn().length);
        drive.execute("2A 00 00 00 00 00 00 00 01 00", new byte[2048]).failed(5, 0x2000);
    }

    @Test
    void shouldTellTheTableOfContents() {
        insert(new RamDevice(2048 * 300));
        assertEquals("0012" + "0101" + "0014010000000000" + "0014aa000000012c", hex("43 00 00 00 00 00 00 FF FF 00"));
        assertEquals("0012" + "0101" + "0014010000000200" + "0014aa0000000600", hex("43 02 00 00 00 00 01 FF FF 00"));
        assertEquals("000a" + "0101" + "0014aa000000012c", hex("43 00 00 00 00 00 AA FF FF 00"));
        assertEquals("000a" + "0101" + "0014010000000000", hex("43 00 01 00 00 00 00 FF FF 00"));
        assertEquals("000a" + "0101" + "0014010000000000", hex("43 00 00 00 00 00 00 FF FF 40"));
        assertEquals(
                "002e" + "0101" + "011400a000000000010000" + "011400a100000000010000" + "011400a200000000000600"
                        + "0114000100000000000200",
                hex("43 02 02 00 00 00 00 FF FF 00"));
        assertEquals("0012", hex("43 00 00 00 00 00 00 00 02 00"));
        drive.execute("43 00 00 00 00 00 02 FF FF 00").failed(5, 0x2400);
        drive.execute("43 00 03 00 00 00 00 FF FF 00").failed(5, 0x2400);
    }

    @ParameterizedTest
    @CsvSource({"614400, 0008", "737280000, 0008", "737282048, 0010", "4294967296, 0010"})
    void shouldPassForACdOrADvdByTheLengthOfTheImage(long bytes, String profile) {
        insert(new NullDevice(bytes, "disc"));
        String all = hex("46 00 00 00 00 00 00 FF FF 00");
        assertEquals("%08x0000".formatted(all.length() / 2 - 4) + profile, all.substring(0, 16));
        String current = profile.equals("0008") ? "00100000" + "00080100" : "00100100" + "00080000";
        assertEquals("00000308" + current, all.substring(16, 40));
        assertEquals(
                "00000000" + "0000" + profile,
                hex("46 02 40 00 00 00 00 FF FF 00").replace("00000004", "00000000"));
        String oneFeature = hex("46 02 00 1F 00 00 00 FF FF 00");
        assertEquals("001f" + (profile.equals("0010") ? "05" : "04") + "0400000000", oneFeature.substring(16));
        assertEquals(
                profile.equals("0010"), hex("46 01 00 1D 00 00 00 FF FF 00").contains("001f05"));
        drive.execute("46 03 00 00 00 00 00 FF FF 00").failed(5, 0x2400);
    }

    @Test
    void shouldTellWhoPollsThatTheDiscHasChanged() {
        insert(new RamDevice(2048 * 10));
        String poll = "4A 01 00 00 10 00 00 00 08 00";
        assertEquals("0006" + "0410" + "00020000", hex(poll));
        exchange(null);
        assertEquals("0006" + "0410" + "03000000", hex(poll));
        assertEquals("0006" + "0410" + "00000000", hex(poll));
        drive.execute("00 00 00 00 00 00").failed(2, 0x3A00);
        drive.execute("28 00 00 00 00 00 00 00 01 00").failed(2, 0x3A00);
        exchange(new RamDevice(2048 * 20));
        assertEquals("0006" + "0410" + "02020000", hex(poll));
        drive.execute("00 00 00 00 00 00").failed(6, 0x2800);
        assertEquals("00000013" + "00000800", hex("25 00 00 00 00 00 00 00 00 00"));
        assertEquals("0002" + "8010", hex("4A 01 00 00 02 00 00 00 08 00"));
        drive.execute("4A 00 00 00 10 00 00 00 08 00").failed(5, 0x2400);
    }

    @Test
    void shouldEjectAndLoadUnlessSomebodyHoldsTheDisc() {
        insert(new RamDevice(2048 * 10));
        hex("1E 00 00 00 01 00");
        drive.execute("1B 00 00 00 02 00").failed(5, 0x5302);
        assertTrue(hex("5A 00 2A 00 00 00 00 00 FF 00").contains("2a140b0070002b00"));
        hex("1E 00 00 00 00 00");
        hex("1B 00 00 00 02 00");
        drive.execute("00 00 00 00 00 00").failed(2, 0x3A00);
        hex("1B 00 00 00 03 00");
        assertEquals("00000009" + "00000800", hex("25 00 00 00 00 00 00 00 00 00"));
    }

    @Test
    void shouldStayEmptyWhenThereIsNothingToLoad() {
        insert(null);
        drive.execute("00 00 00 00 00 00").failed(2, 0x3A00);
        hex("1B 00 00 00 03 00");
        drive.execute("00 00 00 00 00 00").failed(2, 0x3A00);
        assertEquals("0000", hex("46 00 00 00 00 00 00 FF FF 00").substring(12, 16));
    }

    @Test
    void shouldReadUserDataByReadCd() {
        insert(new RamDevice(2048 * 10));
        assertEquals(
                4096,
                drive.execute("BE 00 00 00 00 00 00 00 02 10 00 00").good().dataIn().length);
        assertEquals(
                2048,
                drive.execute("BE 08 00 00 00 09 00 00 01 10 00 00").good().dataIn().length);
        assertEquals("", hex("BE 00 00 00 00 00 00 00 02 00 00 00"));
        drive.execute("BE 00 00 00 00 09 00 00 02 10 00 00").failed(5, 0x2100);
        drive.execute("BE 04 00 00 00 00 00 00 02 10 00 00").failed(5, 0x6400);
        drive.execute("BE 00 00 00 00 00 00 00 02 F8 00 00").failed(5, 0x2400);
        drive.execute("BE 00 00 00 00 00 00 00 02 10 01 00").failed(5, 0x2400);
    }

    @Test
    void shouldDescribeTheDisc() {
        insert(new NullDevice(DVD_BYTES, "disc"));
        assertEquals("00200e01010101200000", hex("51 00 00 00 00 00 00 00 0A 00"));
        drive.execute("51 01 00 00 00 00 00 00 0A 00").failed(5, 0x2400);
        assertEquals(
                "0802" + "0000" + "010f0100" + "00030000" + "0022ffff" + "00000000",
                hex("AD 00 00 00 00 00 00 00 00 14 00 00"));
        assertEquals("0006" + "0000" + "00000000", hex("AD 00 00 00 00 00 00 01 00 FF 00 00"));
        assertEquals("000a" + "0000" + "00400804" + "01400008", hex("AD 00 00 00 00 00 00 FF 00 FF 00 00"));
        drive.execute("AD 00 00 00 00 00 00 05 00 FF 00 00").failed(5, 0x2400);
        assertEquals("0000000000010000", hex("BD 00 00 00 00 00 00 00 00 08 00 00"));
        hex("2B 00 00 1F FF FF 00 00 00 00");
        drive.execute("2B 00 00 20 00 00 00 00 00 00").failed(5, 0x2100);
        hex("BB 00 FF FF FF FF 00 00 00 00 00 00");
    }

    @Test
    void shouldHaveNoStructureOfADvdInACd() {
        insert(new RamDevice(2048 * 10));
        drive.execute("AD 00 00 00 00 00 00 00 00 14 00 00").failed(5, 0x3002);
    }

    @Test
    void shouldRefuseSettingsThatAreNoDrives() {
        insert(new RamDevice(2048));
        assertThrows(
                IllegalArgumentException.class,
                () -> OpticalDrives.unit(LogicalUnitSettings.of(512, "x"), device, ChannelOpener.INLINE));
    }
}
