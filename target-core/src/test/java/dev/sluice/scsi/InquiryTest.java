package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.disk.NullDevice;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.UnitIdentity;
import dev.sluice.scsi.unit.UnitNames;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden bytes: what udev, multipath and installers have seen once must never change. */
class InquiryTest {
    private static final LogicalUnitSettings SETTINGS = LogicalUnitSettings.of(512, "disk-1");

    private TestDisk disk = new TestDisk(new RamDevice(1 << 20), SETTINGS.withThin(true));

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private String page(int code) {
        return disk.execute("12 01 %02X 02 00 00".formatted(code)).good().hex();
    }

    private static String text(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void use(TestDisk another) {
        disk.close();
        disk = another;
    }

    @Test
    void shouldDescribeADisk() {
        assertEquals(
                "000006125b380002" + text("SLUICE  DISK            0001") + "00".repeat(22) + "00a0046004c00960"
                        + "00".repeat(30),
                disk.execute("12 00 00 00 FF 00").good().hex());
        assertEquals(
                "0000061200", disk.execute("12 00 00 00 05 00").good().hex().replace("5b", "00"));
        disk.execute("12 00 01 00 FF 00").failed(5, 0x2400);
        disk.execute("12 01 B7 00 FF 00").failed(5, 0x2400);
    }

    @Test
    void shouldListAndReturnItsPages() {
        assertEquals("0000000a" + "008083868788" + "8fb0b1b2", page(0x00));
        assertEquals(
                "00800018" + text("4d55c87da0fd71b04a8f7a7c").substring(0, 0)
                        + page(0x80).substring(8),
                page(0x80));
        assertEquals(
                "00b0003c" + "00" + "80" + "0008" + "00080000" + "00004000" + "00000000" + "ffffffff" + "00000fff"
                        + "00000008" + "80000000" + "0000000000040000" + "00000800" + "00".repeat(16),
                page(0xB0));
        assertEquals("00b1003c" + "0001" + "0040" + "00".repeat(56), page(0xB1));
        assertEquals("00b20004" + "0be40200", page(0xB2));
    }

    @Test
    void shouldNameTheUnitThePortAndTheTarget() {
        String naa = "3fec50738aa755e2";
        String vendorId = text("SLUICE  DISK            8649e35886a978c82d36d85c");
        String target = text(TestDisk.TARGET) + "00";
        String port = text(TestDisk.TARGET + ",t,0x0001") + "00000000";
        String body = "01030008" + naa
                + "02010030" + vendorId
                + "51940004" + "00000001"
                + "51950004" + "00000001"
                + "5398" + "00%02x".formatted(port.length() / 2) + port
                + "53a8" + "00%02x".formatted(target.length() / 2) + target;
        assertEquals("0083%04x".formatted(body.length() / 2) + body, page(0x83));
    }

    @Test
    void shouldKeepNamesWithTheIdentityAndNeverShareThem() {
        UnitNames names = disk.unit.names();
        UnitIdentity id = SETTINGS.id();
        assertEquals(names, UnitNames.of(id));
        UnitNames given = UnitNames.of(withSerial(id, "S1"));
        assertEquals(names.naa(), given.naa());
        assertEquals("S1", given.serial());
        UnitNames others = UnitNames.of(UnitIdentity.of("disk-2"));
        assertNotEquals(names.naa(), others.naa());
        assertNotEquals(names.serial(), others.serial());
    }

    /** As LIO tells of a disk: an NAA 6h designator made from the serial number, and a T10 designator of its own form. */
    @Test
    void shouldTellWhatIsGiven() {
        String serial = "2a83f6b1-0e6f-4c5b-8d8e-7b5c1f0a9e33";
        String naa = "60014052a83f6b10e6f4c5b8d8e7b5c1";
        UnitIdentity id = new UnitIdentity(
                serial, "LIO-ORG", "disk1", "4.0", serial, naa.toUpperCase(Locale.ROOT), "LIO-ORG disk1:" + serial);
        use(new TestDisk(new RamDevice(1 << 20), SETTINGS.withId(id)));
        assertEquals(
                text("LIO-ORG disk1           4.0 "),
                disk.execute("12 00 00 00 FF 00").good().hex().substring(16, 72));
        assertEquals("00800024" + text(serial), page(0x80));
        assertEquals(
                "01030010" + naa + "02010032" + text("LIO-ORG disk1:" + serial),
                page(0x83).substring(8, 8 + 2 * (20 + 54)));
        assertEquals("wwn-0x" + naa, disk.unit.settings().diskById());
        disk.greeted();
        byte[] list = CopyLists.list(1, disk.unit, disk.unit, CopyLists.blocks(0, 1, 8, 0, 8));
        disk.execute(HexFormat.ofDelimiter(" ").formatHex(CopyLists.cdb(list.length)), list)
                .good();
    }

    private static UnitIdentity withSerial(UnitIdentity id, String serial) {
        return new UnitIdentity(id.identity(), id.vendor(), id.product(), id.revision(), serial, id.naa(), id.t10());
    }

    private static UnitIdentity identity(String vendor, String revision, String naa, String t10) {
        return new UnitIdentity("disk", vendor, "P", revision, null, naa, t10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "60014052a83f6b10",
                "1fec50738aa755e2",
                "30014052a83f6b10e6f4c5b8d8e7b5c1",
                "3fec50738aa755eg"
            })
    void shouldRefuseWhatIsNoNaaDesignator(String naa) {
        assertThrows(IllegalArgumentException.class, () -> identity("V", "1", naa, null));
    }

    @Test
    void shouldRefuseNamesThatDoNotFit() {
        UnitIdentity id = SETTINGS.id();
        assertThrows(IllegalArgumentException.class, () -> identity("NINE CHAR", "1", null, null));
        assertThrows(IllegalArgumentException.class, () -> id.withProduct(null));
        assertThrows(IllegalArgumentException.class, () -> identity("V", "12345", null, null));
        assertThrows(IllegalArgumentException.class, () -> identity("V", "1", null, "LIO-ORG "));
        assertThrows(IllegalArgumentException.class, () -> withSerial(id, "\u00e4"));
    }

    @Test
    void shouldClaimNoProvisioningWhenTheUnitIsNotThin() {
        use(new TestDisk(new RamDevice(1 << 20), SETTINGS.withRemovable(true)));
        assertEquals("00b20004" + "00000000", page(0xB2));
        assertEquals("00".repeat(16), page(0xB0).substring(40, 72));
        assertEquals("00800612", disk.execute("12 00 00 00 04 00").good().hex());
    }

    @Test
    void shouldAnnounceThresholdsWhereTheDeviceTellsItsSpaceOnly() {
        use(new TestDisk(new ExtentsDevice(64 << 20, 512, true), SETTINGS.withThin(true)).greeted());
        assertEquals("00b20004" + "00e40200", page(0xB2));
        disk.execute("1A 08 1C 02 FF 00").failed(5, 0x2400);
        disk.execute("4D 00 4C 00 00 00 00 00 FF 00").failed(5, 0x2400);
    }

    /** QEMU's initiator ends in an assertion where it keeps a map of larger blocks than 512 bytes. */
    @ParameterizedTest
    @CsvSource({
        // block, granularity in bytes, zeroes after unmap, granularity in blocks
        "512, 4096, true, 8",
        "512, 512, true, 1",
        "512, 65536, true, 128",
        "512, 0, true, 0",
        "512, 33554432, true, 65536",
        "4096, 512, true, 0",
        "4096, 4096, true, 0",
        "4096, 65536, true, 0",
        "4096, 16777216, true, 0",
        "4096, 33554432, true, 8192",
        "4096, 4096, false, 1",
        "4096, 65536, false, 16",
        "4096, 0, false, 0"
    })
    void shouldReportAGranularityOfUnmapsThatInitiatorsTake(
            int blockSize, int granularity, boolean zeroes, long reported) {
        BlockDevice device = new ExtentsDevice(64 << 20, granularity, zeroes);
        use(new TestDisk(device, LogicalUnitSettings.of(blockSize, "thin").withThin(true)));
        assertEquals(
                "%08x".formatted(reported) + (reported == 0 ? "00000000" : "80000000"),
                page(0xB0).substring(56, 72));
    }

    @Test
    void shouldTellCapacitiesOfAnySize() {
        disk.greeted();
        assertEquals(
                "000007ff" + "00000200",
                disk.execute("25 00 00 00 00 00 00 00 00 00").good().hex());
        assertEquals(
                "00000000000007ff" + "00000200" + "0003c000" + "00".repeat(16),
                disk.execute("9E 10 00 00 00 00 00 00 00 00 00 00 00 20 00 00")
                        .good()
                        .hex());
        use(new TestDisk(new NullDevice(4L << 40, "null"), SETTINGS).greeted());
        assertEquals(
                "ffffffff" + "00000200",
                disk.execute("25 00 00 00 00 00 00 00 00 00").good().hex());
        assertEquals(
                "00000001ffffffff" + "00000200",
                disk.execute("9E 10 00 00 00 00 00 00 00 00 00 00 00 0C 00 00")
                        .good()
                        .hex());
        assertEquals(
                512,
                disk.execute("88 00 00 00 00 01 FF FF FF FF 00 00 00 01 00 00")
                        .good()
                        .dataIn()
                        .length);
        disk.execute("88 00 00 00 00 01 FF FF FF FF 00 00 00 02 00 00").failed(5, 0x2100);
        disk.execute("8A 00 00 00 00 01 FF FF FF FF 00 00 00 01 00 00", new byte[512])
                .good();
    }

    @Test
    void shouldAnswerWhereThereIsNoUnit() {
        long lun = LunAddress.encode(9);
        TaskResult inquiry = disk.execute(disk.nexus, lun, "12 00 00 00 04 00", 36, new byte[0], t -> {});
        assertEquals("7f000612", inquiry.good().hex());
        disk.execute(disk.nexus, lun, "12 01 00 00 FF 00", 255, new byte[0], t -> {})
                .failed(5, 0x2400);
        TaskResult sense = disk.execute(disk.nexus, lun, "03 00 00 00 12 00", 18, new byte[0], t -> {});
        assertEquals("700005000000000a000000002500", sense.good().hex().substring(0, 28));
        TaskResult luns =
                disk.execute(disk.nexus, lun, "A0 00 02 00 00 00 00 00 00 10 00 00", 16, new byte[0], t -> {});
        assertEquals("0000000800000000" + "0000000000000000", luns.good().hex());
        disk.execute(disk.nexus, lun, "00 00 00 00 00 00", 0, new byte[0], t -> {})
                .failed(5, 0x2500);
        disk.execute(disk.nexus, 0x0001_0000_0001_0000L, "00 00 00 00 00 00", 0, new byte[0], t -> {})
                .failed(5, 0x2500);
    }
}
