package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.disk.AbsentDevice;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.io.open.Devices;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The effects on initiators of changes that an administrator makes to a disk in use. */
class RunningChangeTest {
    private static final String MODE_SENSE = "1A 08 3F 00 FF 00";
    private static final String TEST_UNIT_READY = "00 00 00 00 00 00";

    private TestDisk disk;

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private boolean isWriteProtected() {
        return (disk.execute(MODE_SENSE).good().dataIn()[2] & 0x80) != 0;
    }

    @Test
    void shouldRefuseWritesFromThenOnWhenItIsProtected() {
        GatedDevice device = new GatedDevice(new RamDevice(1 << 20));
        disk = new TestDisk(device, LogicalUnitSettings.of(512, "disk")).greeted();
        assertFalse(isWriteProtected());
        device.hold();
        TestTransport underWay = disk.start(
                disk.other,
                0,
                HexFormat.ofDelimiter(" ").parseHex("2A 00 00 00 00 08 00 00 01 00"),
                0,
                new byte[512],
                transport -> {});
        device.awaitHeld(1);
        disk.unit.change(disk.unit.settings().withReadOnly(true));
        device.release();
        TestLoops.await(underWay.ended).good();
        for (ItNexus nexus : new ItNexus[] {disk.nexus, disk.other}) {
            disk.execute(nexus, TEST_UNIT_READY).failed(6, 0x2A01);
            disk.execute(nexus, TEST_UNIT_READY).good();
        }
        disk.execute("2A 00 00 00 00 08 00 00 01 00", new byte[512]).failed(7, 0x2700);
        disk.execute("28 00 00 00 00 08 00 00 01 00").good();
        assertTrue(isWriteProtected());
        disk.unit.change(disk.unit.settings().withReadOnly(false));
        disk.execute("2A 00 00 00 00 08 00 00 01 00", new byte[512]).failed(6, 0x2A01);
        disk.execute("2A 00 00 00 00 08 00 00 01 00", new byte[512]).good();
        assertFalse(isWriteProtected());
    }

    @Test
    void shouldKeepTheWriteCacheOffWhenTheUnitIsResetAfterItsChange() {
        disk = new TestDisk(new RamDevice(1 << 20), LogicalUnitSettings.of(512, "disk")).greeted();
        disk.unit.change(disk.unit.settings().withWriteCache(false));
        assertFalse(disk.unit.state().modes().writeCache());
        assertFalse(disk.unit.savedModes().writeCache());
        disk.execute(TEST_UNIT_READY).failed(6, 0x2A01);
    }

    @Test
    void shouldRefuseTheChangeOfASettingThatNeedsANewUnit() {
        disk = new TestDisk(new RamDevice(1 << 20), LogicalUnitSettings.of(512, "disk")).greeted();
        LogicalUnitSettings other = disk.unit.settings().withThin(true).withReadOnly(true);
        assertThrows(IllegalArgumentException.class, () -> disk.unit.change(other));
        assertFalse(isWriteProtected());
    }

    @Test
    void shouldTellWhenAFileHasGrown(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("disk.img");
        BlockDevice device = Devices.open(DeviceSpec.Disk.of(path).withCreateBytes(1 << 20));
        disk = new TestDisk(device, LogicalUnitSettings.of(512, "disk")).greeted();
        disk.execute("28 00 00 00 08 00 00 00 01 00").failed(5, 0x2100);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(2 << 20);
        }
        disk.unit.refreshCapacity();
        disk.unit.refreshCapacity();
        for (ItNexus nexus : new ItNexus[] {disk.nexus, disk.other}) {
            disk.execute(nexus, TEST_UNIT_READY).failed(6, 0x2A09);
            disk.execute(nexus, TEST_UNIT_READY).good();
        }
        assertEquals(
                "00000fff" + "00000200",
                disk.execute("25 00 00 00 00 00 00 00 00 00").good().hex());
        disk.execute("28 00 00 00 08 00 00 00 01 00").good();
    }

    @Test
    void shouldBeSeenButNotReadyWithoutItsDevice() {
        disk = new TestDisk(new AbsentDevice("missing", "m"), LogicalUnitSettings.of(512, "disk")).greeted();
        assertEquals(0, disk.execute("12 00 00 00 24 00").good().dataIn()[0]);
        disk.execute("12 01 83 02 00 00").good();
        assertEquals(
                "00000008" + "00".repeat(12),
                disk.execute("A0 00 00 00 00 00 00 00 00 FF 00 00").good().hex());
        disk.execute(TEST_UNIT_READY).failed(2, 0x0400);
        disk.execute("25 00 00 00 00 00 00 00 00 00").failed(2, 0x0400);
        disk.execute("28 00 00 00 00 00 00 00 01 00").failed(2, 0x0400);
        disk.execute("2A 00 00 00 00 00 00 00 01 00", new byte[512]).failed(2, 0x0400);
    }
}
