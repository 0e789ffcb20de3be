package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.disk.NullDevice;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.optical.OpticalDrives;
import dev.sluice.scsi.task.CommandSpec;
import dev.sluice.scsi.task.CommandTable;
import dev.sluice.scsi.unit.ChannelOpener;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SPC-4 4.2.5.6: an allocation length cuts the data, at any byte, and 0 is no error. */
class AllocationLengthTest {
    private static final int REPORT_TIMESTAMP = 0x0F;

    private TestDisk disk;

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private byte[] execute(byte[] cdb, int expected) {
        String text = HexFormat.ofDelimiter(" ").formatHex(cdb);
        TaskResult result = disk.execute(disk.nexus, 0, text, expected, new byte[0], transport -> {});
        assertEquals(ScsiStatus.GOOD, result.status(), text);
        assertEquals(result.dataIn().length, Math.min(result.transferLength(), expected), text);
        return result.dataIn();
    }

    private void isCut(CommandSample sample) {
        byte[] whole = execute(sample.cdb(), 1 << 16);
        boolean changes = sample.cdb()[0] == (byte) 0xA3 && sample.cdb()[1] == REPORT_TIMESTAMP;
        long most = Math.min(whole.length + 4, (1L << 8 * sample.lengthBytes()) - 1);
        for (int length = 0; length <= most; length++) {
            byte[] cdb = sample.withLength(length);
            byte[] cut = execute(cdb, 1 << 16);
            byte[] expected = Arrays.copyOf(whole, Math.min(length, whole.length));
            if (changes) {
                assertEquals(expected.length, cut.length, sample.text());
            } else {
                assertArrayEquals(expected, cut, sample.text() + " with " + length);
            }
            byte[] again = execute(cdb, length);
            if (changes) {
                assertEquals(cut.length, again.length, sample.text() + " where as much is expected");
            } else {
                assertArrayEquals(cut, again, sample.text() + " where as much is expected");
            }
        }
    }

    @Test
    void shouldCutWhatADiskReports() {
        disk = new TestDisk(
                        new RamDevice(1 << 20),
                        LogicalUnitSettings.of(512, "cut").withThin(true).withRemovable(true))
                .greeted();
        byte[] key = new byte[24];
        key[15] = 1;
        disk.execute("5F 06 00 00 00 00 00 00 18 00", key).good();
        disk.execute(
                        "5F 01 01 00 00 00 00 00 18 00",
                        new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
                .good();
        disk.execute("3B 0A 00 00 00 00 00 00 20 00", new byte[32]).good();
        byte[] copy = CopyLists.list(0, disk.unit, disk.unit);
        disk.execute("83 00 00 00 00 00 00 00 00 00 00 00 00 50 00 00", copy).good();
        CommandSample.reports().forEach(this::isCut);
    }

    @Test
    void shouldCutWhatADriveReports() {
        NullDevice disc = new NullDevice(4L << 30, "dvd");
        disk = new TestDisk(disc, OpticalDrives.unit(LogicalUnitSettings.ofDrive("dvd"), disc, ChannelOpener.INLINE))
                .greeted();
        disk.execute("4A 01 00 00 10 00 00 00 08 00").good();
        CommandSample.reportsOfDrive().forEach(this::isCut);
    }

    /** Every command of both tables that has the data of its CDB's allocation length is among the samples. */
    @Test
    void shouldHaveASampleOfEveryReport() {
        disk = new TestDisk(
                        new RamDevice(1 << 20),
                        LogicalUnitSettings.of(512, "cut").withThin(true))
                .greeted();
        List<String> missing = CommandTable.of(disk.unit).all().stream()
                .filter(spec -> spec.isOfferedBy(disk.unit))
                .filter(spec -> spec.name().startsWith("RE")
                        || spec.name().contains("SENSE")
                        || spec.name().contains(" IN,")
                        || spec.name().equals("INQUIRY")
                        || spec.name().startsWith("GET"))
                .filter(spec -> !List.of(
                                "READ (6)",
                                "READ (10)",
                                "READ (12)",
                                "READ (16)",
                                "READ CAPACITY (10)",
                                "RESERVE (6)",
                                "RELEASE (6)")
                        .contains(spec.name()))
                .filter(spec -> CommandSample.reports().stream().noneMatch(sample -> sample.isOf(spec)))
                .map(CommandSpec::name)
                .toList();
        assertEquals(List.of(), missing);
    }
}
