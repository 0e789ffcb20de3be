package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.protection.ProtectedDevice;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.task.CommandTable;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An initiator that sends fewer data than the CDB says: no part of a block is written, and none is compared. FCP-4 9.4.2. */
class PartialDataTest {
    private static final int DISK_BYTES = 1 << 20;
    private static final int INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT = 0x0E03;

    /** WRITE, WRITE AND VERIFY and ORWRITE, which do something for each block by itself. */
    private static final Set<Integer> DIVISIBLE = Set.of(0x0A, 0x2A, 0xAA, 0x8A, 0x2E, 0xAE, 0x8E, 0x8B);

    private TestDisk disk;

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private void open(boolean isProtected) {
        RamDevice data = new RamDevice(DISK_BYTES);
        LogicalUnitSettings settings =
                LogicalUnitSettings.of(512, "partial").withThin(true).withRemovable(true);
        disk = isProtected
                ? new TestDisk(
                        new ProtectedDevice(
                                data, new RamDevice(ProtectedDevice.informationBytes(DISK_BYTES, 512)), 512),
                        settings.withProtection(ProtectionType.TYPE_1))
                : new TestDisk(data, settings);
        disk.greeted();
    }

    private byte[] content() {
        return disk.execute("28 00 00 00 00 00 00 00 20 00").good().dataIn();
    }

    private void fill(int value) {
        byte[] data = new byte[32 * 512];
        Arrays.fill(data, (byte) value);
        disk.execute("2A 00 00 00 00 00 00 00 20 00", data).good();
    }

    private boolean isOffered(CommandSample sample) {
        return CommandTable.of(disk.unit).all().stream().anyMatch(sample::isOf);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRefuseDataThatEndWithinABlock(boolean isProtected) {
        open(isProtected);
        for (CommandSample sample : CommandSample.writes()) {
            if (!isOffered(sample)) {
                continue;
            }
            fill(0x6E & 0x0F);
            byte[] before = content();
            for (int length : new int[] {1, 4, 200, 511, 513, 700, 1023}) {
                if (length < sample.data().length && length % 512 != 0) {
                    TaskResult result = disk.execute(sample.text(), Arrays.copyOf(sample.data(), length));
                    assertEquals(ScsiStatus.CHECK_CONDITION, result.status(), sample.text() + ", " + length + " bytes");
                    result.failed(5, INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT);
                    assertEquals(0, result.requestedDataOut(), sample.text());
                    assertEquals(sample.data().length, result.transferLength(), sample.text());
                }
            }
            assertArrayEquals(before, content(), sample.text());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTakeFewerWholeBlocksOnlyWhereEachIsDoneByItself(boolean isProtected) {
        open(isProtected);
        for (CommandSample sample : CommandSample.writes()) {
            if (!isOffered(sample) || sample.data().length == 512) {
                continue;
            }
            fill(0x6E);
            if (DIVISIBLE.contains(Cdb.u8(sample.cdb(), 0))) {
                fill(0);
                TaskResult result = disk.execute(sample.text(), Arrays.copyOf(sample.data(), 512))
                        .good();
                assertEquals(1024, result.transferLength(), sample.text());
                byte[] expected = new byte[32 * 512];
                Arrays.fill(expected, 8 * 512, 9 * 512, (byte) 0x6E);
                assertArrayEquals(expected, content(), sample.text());
            } else {
                disk.execute(sample.text(), Arrays.copyOf(sample.data(), 512))
                        .failed(5, INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT);
                disk.execute(sample.text(), new byte[0]).failed(5, INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRefuseAPartOfAParameterList(boolean isProtected) {
        open(isProtected);
        fill(0x6E);
        byte[] before = content();
        for (CommandSample sample : CommandSample.lists(disk.unit)) {
            // On a protected disk, FORMAT UNIT has to say how it protects.
            if (isOffered(sample) && !(isProtected && sample.text().startsWith("04"))) {
                for (int length : new int[] {0, 1, sample.data().length / 2, sample.data().length - 1}) {
                    TaskResult result = disk.execute(sample.text(), Arrays.copyOf(sample.data(), length));
                    assertEquals(ScsiStatus.CHECK_CONDITION, result.status(), sample.text() + ", " + length + " bytes");
                    assertEquals(sample.data().length, result.transferLength(), sample.text());
                }
            }
        }
        assertArrayEquals(before, content());
    }
}
