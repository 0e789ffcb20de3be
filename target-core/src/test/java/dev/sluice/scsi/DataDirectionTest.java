package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.optical.OpticalDrives;
import dev.sluice.scsi.protection.ProtectedDevice;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.task.CommandTable;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.ChannelOpener;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An initiator that flags data of one direction for a command that moves data in the other; RFC 7143 11.3.1. */
class DataDirectionTest {
    private static final int DISK_BYTES = 1 << 20;
    private static final int INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT = 0x0E03;

    /** Rows whose commands move no data, whatever the CDB says, or none that a sample is needed for. */
    private static final List<String> WITHOUT_DATA = List.of(
            "00", "16", "17", "1B", "1E", "34", "35", "4C", "90", "91", "48 02", "48 03", "48 1F", "83 1C", "2B", "BB");

    private TestDisk disk;

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private void openDisk() {
        disk = new TestDisk(
                        new RamDevice(DISK_BYTES),
                        LogicalUnitSettings.of(512, "direction").withThin(true).withRemovable(true))
                .greeted();
        prepare();
    }

    private void openProtected() {
        RamDevice data = new RamDevice(DISK_BYTES);
        RamDevice information = new RamDevice(ProtectedDevice.informationBytes(DISK_BYTES, 512));
        disk = new TestDisk(
                        new ProtectedDevice(data, information, 512),
                        LogicalUnitSettings.of(512, "direction").withThin(true).withProtection(ProtectionType.TYPE_1))
                .greeted();
        prepare();
    }

    /** Known blocks, an echo buffer, and copies to be asked about by the list identifier 0. */
    private void prepare() {
        disk.execute("2A 00 00 00 00 08 00 00 02 00", before()).good();
        disk.execute("3B 0A 00 00 00 00 00 00 20 00", new byte[32]).good();
        byte[] copy = CopyLists.list(0, disk.unit, disk.unit);
        disk.execute("83 00 00 00 00 00 00 00 00 00 00 00 00 50 00 00", copy).good();
    }

    private static byte[] before() {
        byte[] data = new byte[1024];
        Arrays.fill(data, (byte) 0x11);
        return data;
    }

    private List<CommandSample> samplesOfDisk() {
        List<CommandSample> all = new ArrayList<>(CommandSample.reads());
        all.addAll(CommandSample.reports());
        all.addAll(CommandSample.writes());
        all.addAll(CommandSample.lists(disk.unit));
        all.add(new CommandSample(true, CommandSample.hex("25 00 00 00 00 00 00 00 00 00"), new byte[0], 0, 0));
        return all;
    }

    private TaskResult execute(byte[] cdb, long in, long out, byte[] data) {
        TestTransport transport = TestLoops.on(TestLoops.first(), () -> {
            TestTransport made = new TestTransport(TestLoops.first());
            made.dataOut = data;
            System.arraycopy(cdb, 0, made.task.cdb(), 0, cdb.length);
            made.task.prepare(disk.nexus, 0, cdb.length, TaskAttribute.SIMPLE, in, out);
            disk.nexus.execute(made.task);
            return made;
        });
        return TestLoops.await(transport.ended);
    }

    private void refusesTheWrongDirection(CommandSample sample) {
        byte[] data = new byte[4096];
        Arrays.fill(data, (byte) 0x77);
        TaskResult result = sample.in()
                ? execute(sample.cdb(), ScsiTask.NOT_FLAGGED, data.length, data)
                : execute(sample.cdb(), data.length, ScsiTask.NOT_FLAGGED, data);
        assertEquals(ScsiStatus.CHECK_CONDITION, result.status(), sample::text);
        result.failed(5, INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT);
        assertEquals(0, result.dataIn().length, sample::text);
        assertEquals(0, result.requestedDataOut(), sample::text);
        execute(sample.cdb(), ScsiTask.NOT_FLAGGED, ScsiTask.NOT_FLAGGED, new byte[0])
                .failed(5, INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT);
    }

    private void isUnchanged() {
        byte[] now = disk.execute("28 00 00 00 00 08 00 00 02 00").good().dataIn();
        assertArrayEquals(before(), now);
    }

    @Test
    void shouldRefuseEveryCommandOfADiskWhoseDataGoTheOtherWay() {
        openDisk();
        for (CommandSample sample : samplesOfDisk()) {
            refusesTheWrongDirection(sample);
        }
        isUnchanged();
    }

    @Test
    void shouldRefuseEveryCommandOfAProtectedDiskWhoseDataGoTheOtherWay() {
        openProtected();
        for (CommandSample sample : samplesOfDisk()) {
            // There is no WRITE ATOMIC, and FORMAT UNIT has to say how it protects.
            if (!sample.text().startsWith("9c") && !sample.text().startsWith("04")) {
                refusesTheWrongDirection(sample);
            }
        }
        isUnchanged();
    }

    @Test
    void shouldRefuseEveryCommandOfADriveWhoseDataGoTheOtherWay() {
        RamDevice disc = new RamDevice(2048 * 400);
        disk = new TestDisk(disc, OpticalDrives.unit(LogicalUnitSettings.ofDrive("drive"), disc, ChannelOpener.INLINE))
                .greeted();
        List<CommandSample> samples = new ArrayList<>(CommandSample.reportsOfDrive());
        samples.removeIf(sample -> sample.text().startsWith("ad"));
        samples.add(
                new CommandSample(true, CommandSample.hex("BE 00 00 00 00 00 00 00 01 10 00 00"), new byte[0], 0, 0));
        samples.forEach(this::refusesTheWrongDirection);
    }

    /** A sample for every command, so that none that is new is left out. */
    @Test
    void shouldHaveASampleOfEveryCommandWithData() {
        openDisk();
        List<CommandSample> samples = samplesOfDisk();
        List<String> without = CommandTable.of(disk.unit).all().stream()
                .filter(spec -> spec.isOfferedBy(disk.unit))
                .filter(spec -> samples.stream().noneMatch(sample -> sample.isOf(spec)))
                .map(spec -> "%02X".formatted(spec.opcode())
                        + (spec.hasServiceAction() ? " %02X".formatted(spec.serviceAction()) : ""))
                .filter(code -> !WITHOUT_DATA.contains(code))
                // The other service actions of PERSISTENT RESERVE OUT and EXTENDED COPY, with the same list.
                .filter(code -> !code.startsWith("5F") && !code.equals("83 01"))
                .toList();
        assertEquals(List.of(), without);
    }

    @Test
    void shouldTakeAnyFlagsWhenThereAreNoDataToMove() {
        openDisk();
        for (CommandSample sample : samplesOfDisk()) {
            if (sample.lengthAt() == 0
                    || sample.text().startsWith("5f")
                    || sample.text().startsWith("48")) {
                continue;
            }
            byte[] cdb = sample.withLength(0);
            String text = HexFormat.ofDelimiter(" ").formatHex(cdb);
            TaskResult right = execute(cdb, sample.in() ? 512 : ScsiTask.NOT_FLAGGED, 0, new byte[0]);
            TaskResult wrong = execute(cdb, sample.in() ? ScsiTask.NOT_FLAGGED : 512, 512, new byte[512]);
            assertEquals(right.status(), wrong.status(), text);
            assertEquals(ScsiStatus.GOOD, wrong.status(), text);
            assertEquals(0, wrong.transferLength(), text);
        }
        isUnchanged();
    }

    /** FCP-4 9.4.2 a, RFC 7143 11.4.5.1: an initiator that expects nothing is told how much there was. */
    @Test
    void shouldCountAResidualWhenTheInitiatorExpectsNothing() {
        openDisk();
        TaskResult write = execute(CommandSample.hex("2A 00 00 00 00 08 00 00 02 00"), 0, 0, new byte[0]);
        assertEquals(1024, write.good().transferLength());
        TaskResult read = execute(CommandSample.hex("28 00 00 00 00 08 00 00 02 00"), 0, 0, new byte[0]);
        assertEquals(1024, read.good().transferLength());
        isUnchanged();
    }

    @Test
    void shouldForgetTheEndOfALongerCdb() {
        openDisk();
        TestLoops.run(TestLoops.first(), () -> {
            ScsiTask task = new ScsiTask(
                    new TestTransport(TestLoops.first()),
                    TestLoops.first(),
                    TestLoops.transferBuffers(TestLoops.first()));
            Arrays.fill(task.cdb(), 0, 40, (byte) 0x5A);
            task.prepare(disk.nexus, 0, 40, TaskAttribute.SIMPLE, 0, 0);
            task.prepare(disk.nexus, 0, 16, TaskAttribute.SIMPLE, 0, 0);
            assertTrue(Arrays.equals(task.cdb(), 16, 40, new byte[24], 0, 24));
        });
    }
}
