package dev.sluice.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.Extent;
import dev.sluice.io.disk.RamDevice;
import dev.sluice.scsi.taskset.TaskScope;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.scsi.unit.MediumOperation;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SANITIZE, FORMAT UNIT and what meets them: SBC-3 4.10, 4.11. */
class MediumOperationTest {
    private static final int SIZE = 1 << 20;
    private static final String READ_ALL = "28 00 00 00 00 00 00 08 00 00";
    private static final String READY = "00 00 00 00 00 00";

    private GatedDevice device;
    private TestDisk disk;

    private void open(boolean thin) {
        device = new GatedDevice(new RamDevice(SIZE));
        disk = new TestDisk(device, LogicalUnitSettings.of(512, "wiped").withThin(thin)).greeted();
        byte[] data = new byte[SIZE];
        Arrays.fill(data, (byte) 'a');
        disk.execute("2A 00 00 00 00 00 00 08 00 00", data).good();
    }

    @AfterEach
    void close() {
        disk.close();
        assertEquals(0, TestLoops.buffersOut());
    }

    private byte[] content() {
        return disk.execute(READ_ALL).good().dataIn();
    }

    private static byte[] repeated(String pattern) {
        byte[] block = HexFormat.of().parseHex(pattern);
        byte[] all = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            all[i] = block[i % 512 % block.length];
        }
        return all;
    }

    /** INVERT, OVERWRITE COUNT, and a pattern that need not divide a block. */
    @ParameterizedTest
    @CsvSource({"01, abcdef, abcdef", "82, 00ff, ff00", "83, 1234, 1234", "03, 55, 55"})
    void shouldOverwriteEveryBlock(String first, String pattern, String left) {
        open(false);
        byte[] list = HexFormat.of().parseHex(first + "0000" + "%02x".formatted(pattern.length() / 2) + pattern);
        disk.execute("48 01 00 00 00 00 00 00 %02X 00".formatted(list.length), list)
                .good();
        assertArrayEquals(repeated(left), content());
    }

    @Test
    void shouldEraseWhatIsThin() {
        open(true);
        disk.execute("48 02 00 00 00 00 00 00 00 00").good();
        assertEquals(
                "00000014" + "00000000" + "0000000000000000" + "00000800" + "01000000",
                disk.execute("9E 12 00 00 00 00 00 00 00 00 00 00 01 00 00 00")
                        .good()
                        .hex());
        assertArrayEquals(new byte[SIZE], content());
    }

    @Test
    void shouldEraseWhatIsNotThinAndKeepItsSpace() {
        open(false);
        disk.execute("48 02 00 00 00 00 00 00 00 00").good();
        assertArrayEquals(new byte[SIZE], content());
        assertEquals(new Extent(0, SIZE, true), disk.device.extentAt(0));
        assertEquals("40", disk.execute("12 01 B1 00 40 00").good().hex().substring(14, 16));
        assertEquals(
                "03",
                disk.execute("A3 0C 02 48 00 02 00 00 00 FF 00 00").good().hex().substring(2, 4));
    }

    @Test
    void shouldNotKnowHowToForgetAKey() {
        open(false);
        disk.execute("48 03 00 00 00 00 00 00 00 00").failed(5, 0x2400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04 00 00 00 00 00",
                "04 00 00 00 01 00",
            })
    void shouldZeroWhenItIsFormatted(String cdb) {
        open(false);
        disk.execute(cdb).good();
        assertArrayEquals(new byte[SIZE], content());
    }

    @Test
    void shouldTakeTheParametersOfAFormat() {
        open(true);
        disk.execute("04 10 00 00 00 00", new byte[4]).good();
        disk.execute("04 30 00 00 00 00", new byte[8]).good();
        disk.execute("04 30 00 00 00 00", new byte[4]).failed(5, 0x0E03);
        disk.execute("04 10 00 00 00 00", new byte[] {1, 0, 0, 0}).failed(5, 0x2600);
        disk.execute("04 10 00 00 00 00", new byte[] {0, 8, 0, 0}).failed(5, 0x2600);
        disk.execute("04 10 00 00 00 00", new byte[] {0, 0, 0, 4}).failed(5, 0x2600);
        disk.execute("04 80 00 00 00 00").failed(5, 0x2400);
        disk.execute("04 10 00 00 00 00", new byte[] {0, 2, 0, 0}).good();
        TestLoops.await(operationsEnd());
        assertArrayEquals(new byte[SIZE], content());
    }

    private CompletableFuture<Void> operationsEnd() {
        MediumOperation operation = disk.unit.state().operation();
        return operation == null
                ? CompletableFuture.completedFuture(null)
                : operation.ended().thenApply(none -> null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 00 00 04 aa", "20 00 00 04 aa", "01 00 00 00 aa", "01 00 00 02 aa", "01 00 02 01 aa"})
    void shouldRefuseAListThatSaysNothing(String list) {
        open(false);
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(list);
        disk.execute("48 01 00 00 00 00 00 00 05 00", bytes).failed(5, 0x2400);
        disk.execute("48 01 00 00 00 00 00 00 04 00", new byte[4]).failed(5, 0x2400);
        disk.execute("48 01 00 00 00 00 00 02 05 00", new byte[517]).failed(5, 0x2400);
        disk.execute("48 1F 00 00 00 00 00 00 08 00", new byte[8]).failed(5, 0x2400);
    }

    /** It goes on through aborts and resets, and everybody is told how far it is. */
    @Test
    void shouldGoOnWhateverIsResetMeanwhile() {
        open(false);
        device.hold();
        disk.execute("48 81 00 00 00 00 00 00 05 00", new byte[] {1, 0, 0, 1, 0x5A})
                .good();
        device.awaitHeld(1);
        disk.execute(READY).failed(2, 0x041B);
        disk.execute(disk.other, READ_ALL).failed(2, 0x041B);
        disk.execute("1B 00 00 00 01 00").failed(2, 0x041B);
        disk.execute("48 01 00 00 00 00 00 00 05 00", new byte[5]).failed(2, 0x041B);
        disk.execute("12 00 00 00 24 00").good();
        byte[] sense = disk.execute("03 00 00 00 12 00").good().dataIn();
        assertEquals("02041b80", "%02x%02x%02x%02x".formatted(sense[2] & 15, sense[12], sense[13], sense[15] & 0xFF));
        TestLoops.await(disk.unit.reset(disk.nexus, TaskScope.ALL, 0x2903));
        device.release();
        TestLoops.await(operationsEnd());
        disk.execute(READY).failed(6, 0x2903);
        assertArrayEquals(repeated("5a"), content());
    }

    @Test
    void shouldWaitForWritesThatAreUnderWay() {
        open(false);
        device.hold();
        TestTransport write =
                disk.start(disk.other, 0, "2A 00 00 00 00 00 00 00 08 00", 0, new byte[4096], transport -> {});
        device.awaitHeld(1);
        disk.execute("48 81 00 00 00 00 00 00 05 00", new byte[] {1, 0, 0, 1, 0x5A})
                .good();
        assertEquals(1, device.held());
        device.release();
        TestLoops.await(write.ended).good();
        TestLoops.await(operationsEnd());
        assertArrayEquals(repeated("5a"), content());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldStayFailedUntilItIsGivenUpOrDoneAgain(boolean mayBeGivenUp) {
        open(false);
        device.fail();
        String sanitize = "48 %s 00 00 00 00 00 00 05 00".formatted(mayBeGivenUp ? "21" : "01");
        byte[] list = {1, 0, 0, 1, 0x5A};
        disk.execute(sanitize, list).failed(3, 0x3103);
        disk.execute(READY).failed(3, 0x3103);
        device.release();
        TaskResult exit = disk.execute("48 1F 00 00 00 00 00 00 00 00");
        if (mayBeGivenUp) {
            exit.good();
        } else {
            exit.failed(3, 0x3103);
            disk.execute(sanitize, list).good();
        }
        disk.execute(READY).good();
        disk.execute("48 1F 00 00 00 00 00 00 00 00").good();
        assertFalse(disk.unit.state().operation() != null);
    }

    @Test
    void shouldHaveNoDefects() {
        open(false);
        assertEquals(
                "00180000", disk.execute("37 00 18 00 00 00 00 00 FF 00").good().hex());
        assertEquals(
                "000b000000000000",
                disk.execute("B7 0B 00 00 00 00 00 00 00 FF 00 00").good().hex());
    }

    @Test
    void shouldLeaveAProtectedMediumAlone() {
        device = new GatedDevice(new RamDevice(SIZE));
        disk = new TestDisk(device, LogicalUnitSettings.of(512, "wiped").withReadOnly(true)).greeted();
        disk.execute("48 01 00 00 00 00 00 00 05 00", new byte[] {1, 0, 0, 1, 0x5A})
                .failed(7, 0x2700);
        disk.execute("04 00 00 00 00 00").failed(7, 0x2700);
        assertTrue(disk.unit.state().operation() == null);
    }
}
