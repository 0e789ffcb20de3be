package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.ExchangeableDevice;
import dev.sluice.io.disk.NullDevice;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.optical.OpticalDrives;
import dev.sluice.scsi.unit.ChannelOpener;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertEquals(
                2048,
                drive.execute("A8 00 00 00 00 01 00 00 00 01 80 00").good().dataIn().length);
        drive.execute("28 00 00 00 00 01 01 00 01 00").failed(5, 0x2400);
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
        assertEquals("0006" + "0456" + "00020000", hex(poll));
        exchange(null);
        assertEquals("0006" + "0456" + "03000000", hex(poll));
        assertEquals("0006" + "0456" + "00000000", hex(poll));
        drive.execute("00 00 00 00 00 00").failed(2, 0x3A00);
        drive.execute("28 00 00 00 00 00 00 00 01 00").failed(2, 0x3A00);
        exchange(new RamDevice(2048 * 20));
        assertEquals("0006" + "0456" + "02020000", hex(poll));
        drive.execute("00 00 00 00 00 00").failed(6, 0x2800);
        assertEquals("00000013" + "00000800", hex("25 00 00 00 00 00 00 00 00 00"));
        assertEquals("0002" + "8056", hex("4A 01 00 00 A9 00 00 00 08 00"));
        drive.execute("4A 00 00 00 10 00 00 00 08 00").failed(5, 0x2400);
    }

    @Test
    void shouldEjectAndLoadUnlessSomebodyHoldsTheDisc() {
        insert(new RamDevice(2048 * 10));
        hex("1E 00 00 00 01 00");
        drive.execute("1B 00 00 00 02 00").failed(5, 0x5302);
        assertTrue(hex("5A 00 2A 00 00 00 00 00 FF 00").contains("2a140b0070002b00"));
        hex("1B 00 00 00 03 00");
        hex("1E 00 00 00 00 00");
        hex("1B 00 00 00 02 00");
        hex("1E 00 00 00 01 00");
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
        drive.execute("BE 00 00 00 00 00 00 00 02 10 01 00").failed(5, 0x2400);
    }

    @Test
    void shouldReadByTimeAsByBlock() {
        insert(new RamDevice(2048 * 10));
        assertEquals(
                4096,
                drive.execute("B9 00 00 00 02 00 00 02 02 10 00 00").good().dataIn().length);
        assertEquals("", hex("B9 00 00 00 02 03 00 02 03 10 00 00"));
        assertEquals("", hex("B9 00 00 00 02 03 00 02 05 00 00 00"));
        drive.execute("B9 00 00 00 02 09 00 02 0B 10 00 00").failed(5, 0x2100);
        drive.execute("B9 00 00 00 01 4A 00 02 01 10 00 00").failed(5, 0x2100);
        drive.execute("B9 00 00 00 02 02 00 02 01 10 00 00").failed(5, 0x2400);
        drive.execute("B9 00 00 00 3C 00 01 02 01 10 00 00").failed(5, 0x2400);
        drive.execute("B9 00 00 00 02 00 00 02 4B 10 00 00").failed(5, 0x2400);
        drive.execute("B9 04 00 00 02 00 00 02 01 10 00 00").failed(5, 0x6400);
    }

    /** Neighbouring parts of a sector in mode 1, by bits 7 to 3: sync, sub-header (of which there is none), header, user data, codes. */
    @ParameterizedTest
    @CsvSource({
        "00, 0, 0", "10, 16, 2048", "18, 16, 2336", "20, 12, 4", "30, 12, 2052", "38, 12, 2340", "40, 16, 0",
        "50, 16, 2048", "58, 16, 2336", "60, 12, 4", "70, 12, 2052", "78, 12, 2340", "80, 0, 12", "A0, 0, 16",
        "B0, 0, 2064", "B8, 0, 2352", "E0, 0, 16", "F0, 0, 2064", "F8, 0, 2352"
    })
    void shouldReadThePartsOfSectorsThatAreAskedFor(String selection, int from, int length) {
        insert(new RamDevice(2048 * 200));
        byte[] whole =
                drive.execute("BE 00 00 00 00 05 00 00 78 F8 00 00").good().dataIn();
        byte[] parts = drive.execute("BE 08 00 00 00 05 00 00 78 " + selection + " 00 00")
                .good()
                .dataIn();
        assertEquals(120 * length, parts.length);
        for (int i = 0; i < 120; i++) {
            assertArrayEquals(
                    Arrays.copyOfRange(whole, i * 2352 + from, i * 2352 + from + length),
                    Arrays.copyOfRange(parts, i * length, (i + 1) * length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"08", "28", "48", "88", "90", "98", "A8", "D0", "D8", "12", "14", "FA"})
    void shouldRefusePartsThatAreNoNeighboursAndErrorPointers(String selection) {
        insert(new RamDevice(2048 * 10));
        drive.execute("BE 00 00 00 00 00 00 00 01 " + selection + " 00 00").failed(5, 0x2400);
    }

    @Test
    void shouldSendAsMuchOfSectorsAsIsExpected() {
        insert(new RamDevice(2048 * 10));
        byte[] cut = drive.execute(
                        drive.nexus, 0, "BE 00 00 00 00 00 00 00 02 F8 00 00", 3000, new byte[0], transport -> {})
                .good()
                .dataIn();
        assertEquals(3000, cut.length);
        assertEquals(1, cut[2352 + 14]);
    }

    @Test
    void shouldDescribeTheTrack() {
        insert(new RamDevice(2048 * 300));
        String track =
                "002e" + "0101" + "00" + "0401" + "00" + "00000000" + "00".repeat(12) + "0000012c" + "00".repeat(20);
        assertEquals(track, hex("52 00 00 00 01 2B 00 00 FF 00"));
        assertEquals(track, hex("52 01 00 00 00 01 00 00 FF 00"));
        assertEquals(track.substring(0, 16), hex("52 02 00 00 00 01 00 00 08 00"));
        drive.execute("52 00 00 00 01 2C 00 00 FF 00").failed(5, 0x2100);
        drive.execute("52 01 00 00 00 02 00 00 FF 00").failed(5, 0x2400);
        drive.execute("52 01 00 00 00 FF 00 00 FF 00").failed(5, 0x2400);
        drive.execute("52 03 00 00 00 01 00 00 FF 00").failed(5, 0x2400);
    }

    @Test
    void shouldTellHowFastItIs() {
        insert(new NullDevice(DVD_BYTES, "disc"));
        assertEquals(
                "00000014" + "00000000" + "00000010" + "00005690" + "001fffff" + "00005690",
                hex("AC 10 00 00 00 10 00 00 00 01 00 00"));
        assertEquals("00000004" + "01000000", hex("AC 11 00 00 00 00 00 00 00 01 00 00"));
        drive.execute("AC 10 00 20 00 00 00 00 00 01 00 00").failed(5, 0x2100);
        drive.execute("AC 14 00 00 00 00 00 00 00 01 00 00").failed(5, 0x2400);
        drive.execute("AC 10 00 00 00 00 00 00 00 01 03 00").failed(5, 0x2400);
        drive.execute("B6 00 00 00 00 00 00 00 00 00 1C 00", new byte[28]).good();
        drive.execute("B6 00 00 00 00 00 00 00 00 00 10 00", new byte[16]).failed(5, 0x1A00);
    }

    /** The demands of a feature, MMC-6 5.3: commands by their operation codes, mode pages, classes of events. */
    @ParameterizedTest
    @CsvSource({
        "0000, 46, '', ''",
        "0001, 46 4A 12 55 5A 03 00, '', 6",
        "0002, 46 4A, '', 1",
        "0003, BD 1E 1B, '', 4",
        "0010, 25 28, 01, ''",
        "001D, 28 BE 51 52, '', ''",
        "001E, BE B9 43, '', ''",
        "001F, 28 A8 AD 43, '', ''",
        "0100, 1B, 1A, 2",
        "0105, 55 5A, 1D, ''",
        "0107, AC B6 BB, '', ''"
    })
    void shouldHaveWhatItsFeaturesDemand(String feature, String commands, String page, String eventClass) {
        insert(new RamDevice(2048 * 300));
        assertEquals(
                feature.toLowerCase(Locale.ROOT),
                hex("46 02 " + feature.replaceAll("(..)(..)", "$1 $2") + " 00 00 00 00 FF 00")
                        .substring(16, 20));
        for (String command : commands.split(" ")) {
            String support = hex("A3 0C 01 " + command + " 00 00 00 00 00 FF 00 00");
            assertEquals("03", support.substring(2, 4), command);
        }
        if (!page.isEmpty()) {
            String current = hex("5A 08 " + page + " 00 00 00 00 00 FF 00");
            assertEquals(page, current.substring(16, 18).toUpperCase(Locale.ROOT));
            byte[] list = HexFormat.of().parseHex("0".repeat(16) + current.substring(16));
            drive.execute("55 10 00 00 00 00 00 00 %02X 00".formatted(list.length), list)
                    .good();
        }
        if (!eventClass.isEmpty()) {
            int number = Integer.parseInt(eventClass);
            String events = hex("4A 01 00 00 %02X 00 00 00 FF 00".formatted(1 << number));
            assertEquals("0006" + "0" + number + "56", events.substring(0, 8));
        }
    }

    @Test
    void shouldTellOfChangedFeaturesBeforeTheMediumToWhoAsksForBoth() {
        insert(new RamDevice(2048 * 10));
        String poll = "4A 01 00 00 FE 00 00 00 08 00";
        assertEquals("0006" + "0156" + "00000000", hex(poll));
        exchange(new NullDevice(DVD_BYTES, "disc"));
        assertEquals("0006" + "0156" + "02000001", hex(poll));
        assertEquals("0006" + "0456" + "02020000", hex(poll));
        assertEquals("0006" + "0156" + "00000000", hex(poll));
        assertEquals("0006" + "0256" + "00010000", hex("4A 01 00 00 04 00 00 00 08 00"));
        assertEquals("0006" + "0656" + "00000000", hex("4A 01 00 00 40 00 00 00 08 00"));
    }

    @Test
    void shouldHaveNeitherBlockDescriptorsNorADeviceSpecificParameter() {
        insert(new RamDevice(2048 * 10));
        String page = "2a140b0070002900";
        assertEquals("19000000" + page, hex("1A 00 2A 00 FF 00").substring(0, 24));
        assertEquals("19000000" + page, hex("1A 08 2A 00 FF 00").substring(0, 24));
        assertEquals(
                "001c000000000000" + page, hex("5A 00 2A 00 00 00 00 00 FF 00").substring(0, 32));
        drive.execute("5A 10 2A 00 00 00 00 00 FF 00").failed(5, 0x2400);
        drive.execute("5A 00 3F 01 00 00 00 00 FF 00").failed(5, 0x2400);
        assertEquals(
                "010a" + "00".repeat(10) + "1a0a" + "00".repeat(10) + "1d08" + "00".repeat(8) + page,
                hex("5A 00 3F 00 00 00 00 00 FF 00").substring(16, 16 + 2 * (12 + 12 + 10 + 8)));
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
