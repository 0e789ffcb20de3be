package dev.sluice.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.ScsiResult;
import dev.sluice.initiator.Session;
import dev.sluice.io.disk.NullDevice;
import dev.sluice.io.open.DeviceOpenException;
import dev.sluice.io.scsi.CommandDevice;
import dev.sluice.scsi.RecordedScsiDevice;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A device that is passed through, as initiators meet it: its answers are those that were recorded. */
class PassThroughTest {
    private static final int ABORT_TASK = 1;
    private static final int LOGICAL_UNIT_RESET = 5;
    private static final int COMPLETE = 0;
    private static final byte[] BLOCK_9 = hex("28 00 00 00 00 09 00 00 01 00");

    private RecordedScsiDevice device;
    private TestServer server;
    private Session session;

    private void serve(String recording) throws IOException {
        device = RecordedScsiDevice.of(recording);
        CommandDevice commands = CommandDevice.of(device);
        server = TestServer.start(settings -> settings.cores(2), LunDefinition.passThrough(commands));
        device.takeSeen();
        session = greeted(1);
    }

    private Session greeted(int number) {
        Session one = server.login(number);
        assertSense("0629", one.execute(ScsiCommand.none(0, Cdb.testUnitReady())));
        assertEquals(List.of(), device.takeSeen());
        return one;
    }

    @AfterEach
    void stop() {
        session.close();
        server.close();
        device.assertNoComplaints();
        assertTrue(device.isClosed());
    }

    private static byte[] hex(String bytes) {
        return HexFormat.ofDelimiter(" ").parseHex(bytes);
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private ScsiResult read(String cdb, int length) {
        return session.execute(ScsiCommand.read(0, hex(cdb), length));
    }

    private ScsiResult write(String cdb, byte[] data) {
        return session.execute(ScsiCommand.write(0, hex(cdb), data));
    }

    private static void assertGood(ScsiResult result) {
        assertTrue(result.isGood(), result::toString);
    }

    /** Key and additional sense code in hexadecimal, at least as much as given. */
    private static void assertSense(String expected, ScsiResult result) {
        assertEquals(ScsiResult.CHECK_CONDITION, result.status(), result::toString);
        String sense = "%02x%04x".formatted(result.senseKey(), result.additionalSense());
        assertTrue(sense.startsWith(expected), result::toString);
    }

    @Test
    void shouldShowTheDeviceAsItIs() throws IOException {
        serve("disk.scsi");
        ScsiResult inquiry = read("12 00 00 00 FC 00", 252);
        assertGood(inquiry);
        assertEquals("RECORDEDDISK", new String(inquiry.data(), 8, 12));
        assertEquals(96, inquiry.data().length);
        assertTrue(inquiry.underflow());
        assertEquals(252 - 96, inquiry.residual());
        assertEquals("REC00001", new String(read("12 01 80 00 FC 00", 252).data(), 4, 8));
        assertEquals(28, read("12 01 83 00 FC 00", 252).data().length);
        assertArrayEquals(
                hex("00 00 03 FF 00 00 02 00"),
                read("25 00 00 00 00 00 00 00 00 00", 8).data());
    }

    @Test
    void shouldTellWhatCanBePassedAtOnceWhenTheDeviceHasNoLimit() throws IOException {
        serve("disk.scsi");
        byte[] page = read("12 01 B0 00 FC 00", 252).data();
        assertArrayEquals(hex("00 B0 00 3C 00 01 00 08 00 00 08 00 00 00 08 00"), Arrays.copyOf(page, 16));
        assertEquals(64, page.length);
    }

    @Test
    void shouldMoveDataBothWays() throws IOException {
        serve("disk.scsi");
        byte[] both = filled(1024, 0x41);
        Arrays.fill(both, 512, 1024, (byte) 0x42);
        assertArrayEquals(both, read("28 00 00 00 00 00 00 00 02 00", 1024).data());
        assertGood(write("2A 00 00 00 00 00 00 00 02 00", filled(1024, 0x5A)));
        assertGood(session.execute(ScsiCommand.write(0, hex("2A 00 00 00 01 00 00 00 08 00"), filled(4096, 0x5B))
                .unsolicited(0, 0)));
    }

    /** A device that is given data of the other direction, or too few of them, could do anything. */
    @Test
    void shouldKeepFromTheDeviceWhatMovesDataOtherwiseThanFlagged() throws IOException {
        serve("disk.scsi");
        String misfit = "050e03";
        assertSense(misfit, read("2A 00 00 00 00 00 00 00 02 00", 1024));
        assertSense(misfit, write("28 00 00 00 00 00 00 00 02 00", new byte[1024]));
        assertSense(misfit, write("12 00 00 00 FC 00", new byte[252]));
        assertSense(misfit, read("15 10 00 00 04 00", 4));
        assertSense(misfit, session.execute(ScsiCommand.none(0, hex("2A 00 00 00 00 00 00 00 02 00"))));
        assertSense(misfit, write("2A 00 00 00 00 00 00 00 02 00", new byte[700]));
        assertSense(misfit, write("2A 00 00 00 00 00 00 00 02 00", new byte[512]));
        assertSense(misfit, write("15 10 00 00 04 00", new byte[3]));
        assertEquals(List.of(), device.takeSeen());
        assertGood(write("2A 00 00 00 00 00 00 00 02 00", filled(1024, 0x5A)));
    }

    @Test
    void shouldMoveAMebibyteInOneCommand() throws IOException {
        serve("disk.scsi");
        ScsiResult result = read("28 00 00 00 00 00 00 08 00 00", 1 << 20);
        assertGood(result);
        assertArrayEquals(filled(1 << 20, 0x4D), result.data());
        assertGood(write("2A 00 00 00 00 00 00 08 00 00", filled(1 << 20, 0x5C)));
        assertSense("052400", read("28 00 00 00 00 00 00 08 01 00", (1 << 20) + 512));
        device.takeSeen();
    }

    @Test
    void shouldPassSenseDataAsTheyAre() throws IOException {
        serve("disk.scsi");
        ScsiResult bad = read("28 00 00 00 00 07 00 00 01 00", 512);
        assertSense("031100", bad);
        assertEquals(60, bad.sense().length);
        assertEquals(0x72, bad.sense()[0]);
        assertArrayEquals(filled(38, 0x5A), Arrays.copyOfRange(bad.sense(), 22, 60));
        assertTrue(bad.underflow());
        assertEquals(512, bad.residual());
        assertSense("052000", session.execute(ScsiCommand.none(0, hex("C1 00 00 00 00 00 00 00 00 00"))));
    }

    @Test
    void shouldTellEveryInitiatorWhenTheDeviceHasAUnitAttention() throws IOException {
        serve("disk.scsi");
        try (Session other = greeted(2)) {
            assertSense("062800", session.execute(ScsiCommand.read(0, BLOCK_9, 512)));
            assertSense("062800", other.execute(ScsiCommand.read(0, BLOCK_9, 512)));
            assertArrayEquals(
                    filled(512, 0x43),
                    other.execute(ScsiCommand.read(0, BLOCK_9, 512)).data());
            assertArrayEquals(
                    filled(512, 0x43),
                    session.execute(ScsiCommand.read(0, BLOCK_9, 512)).data());
        }
    }

    @Test
    void shouldTellOtherInitiatorsWhenOneChangesParameters() throws IOException {
        serve("disk.scsi");
        try (Session other = greeted(2)) {
            assertGood(write("15 10 00 00 04 00", new byte[4]));
            assertGood(session.execute(ScsiCommand.none(0, hex("4C 03 00 00 00 00 00 00 00 00"))));
            assertSense("062a01", other.execute(ScsiCommand.none(0, Cdb.testUnitReady())));
            assertSense("062a02", other.execute(ScsiCommand.none(0, Cdb.testUnitReady())));
            assertGood(session.execute(ScsiCommand.none(0, Cdb.testUnitReady())));
        }
    }

    @Test
    void shouldPassOtherStatuses() throws IOException {
        serve("disk.scsi");
        assertEquals(
                ScsiResult.TASK_SET_FULL,
                read("28 00 00 00 00 0B 00 00 01 00", 512).status());
        assertEquals(ScsiResult.BUSY, read("28 00 00 00 00 0F 00 00 01 00", 512).status());
    }

    @ParameterizedTest
    @CsvSource({"0C, 020400", "0D, 0b2e01", "0E, 0b0000", "10, 044400"})
    void shouldSaySoWhenTheDeviceGivesNoAnswer(String block, String sense) throws IOException {
        serve("disk.scsi");
        assertSense(sense, read("28 00 00 00 00 " + block + " 00 00 01 00", 512));
    }

    @Test
    void shouldPassDataAndSenseWhenATapeHasAShortBlock() throws IOException {
        serve("tape.scsi");
        ScsiResult shortBlock = read("08 00 01 00 00 00", 65536);
        assertSense("000000", shortBlock);
        assertArrayEquals(hex("F0 00 20 00 00 D8 00"), Arrays.copyOf(shortBlock.sense(), 7));
        assertArrayEquals(filled(10240, 0x54), shortBlock.data());
        assertTrue(shortBlock.underflow());
        assertEquals(65536 - 10240, shortBlock.residual());
        ScsiResult filemark = read("08 00 01 00 00 00", 65536);
        assertSense("000001", filemark);
        assertEquals(0, filemark.data().length);
        ScsiResult earlyWarning = write("0A 00 00 40 00 00", filled(16384, 0x57));
        assertSense("000002", earlyWarning);
        assertEquals(0x40, earlyWarning.sense()[2]);
        assertEquals(0, earlyWarning.residual());
        assertGood(session.execute(ScsiCommand.none(0, hex("01 00 00 00 00 00"))));
    }

    /** The response to a function that must not come before the device lets the command go. */
    private int manageTasksWhileHeld(int function, InitiatorTask referenced) {
        Pdu request = new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                .flags(0x80 | function)
                .transferTag(referenced == null ? Pdu.RESERVED_TAG : referenced.taskTag());
        if (referenced != null) {
            request.set32(32, referenced.cmdSn());
        }
        int tag = session.sendImmediate(request);
        session.nop(new byte[0]);
        assertFalse(session.hasReply(tag));
        device.letGo();
        return session.awaitReply(tag).get8(2);
    }

    @Test
    void shouldAnswerAnAbortWhenTheDeviceHasAnswered() throws IOException {
        serve("disk.scsi");
        device.hold("28 00 00 00 00 09 00 00 01 00");
        InitiatorTask task = session.submit(ScsiCommand.read(0, BLOCK_9, 512));
        device.awaitHeld();
        try (Session other = server.login(2)) {
            assertSense("0629", other.execute(ScsiCommand.none(0, Cdb.testUnitReady())));
            assertGood(other.execute(ScsiCommand.none(0, Cdb.testUnitReady())));
        }
        assertEquals(COMPLETE, manageTasksWhileHeld(ABORT_TASK, task));
        session.forget(task);
        device.hold("");
        assertGood(session.execute(ScsiCommand.none(0, Cdb.testUnitReady())));
    }

    @Test
    void shouldNotSendToTheDeviceWhatIsAbortedWhileItWaits() throws IOException {
        serve("tape.scsi");
        device.hold("01 00 00 00 00 00");
        InitiatorTask rewind = session.submit(ScsiCommand.none(0, hex("01 00 00 00 00 00")));
        device.awaitHeld();
        InitiatorTask waiting = session.submit(ScsiCommand.read(0, hex("08 00 01 00 00 00"), 65536));
        assertEquals(COMPLETE, session.manageTasks(ABORT_TASK, 0, waiting));
        session.forget(waiting);
        device.letGo();
        assertGood(session.await(rewind));
        assertEquals(List.of("010000000000"), device.takeSeen());
    }

    @Test
    void shouldServeTheNextSessionWhenTheDeviceHasEndedWhatTheLostOneLeft() throws IOException {
        serve("disk.scsi");
        device.hold("28 00 00 00 00 09 00 00 01 00");
        session.submit(ScsiCommand.read(0, BLOCK_9, 512));
        device.awaitHeld();
        session.drop();
        session = server.login(1);
        InitiatorTask waiting = session.submit(ScsiCommand.none(0, Cdb.testUnitReady()));
        session.nop(new byte[0]);
        assertFalse(waiting.isDone());
        device.letGo();
        assertSense("0629", session.await(waiting));
    }

    @Test
    void shouldResetWhenTheDeviceHasAnswered() throws IOException {
        serve("disk.scsi");
        device.hold("28 00 00 00 00 09 00 00 01 00");
        InitiatorTask task = session.submit(ScsiCommand.read(0, BLOCK_9, 512));
        device.awaitHeld();
        assertEquals(COMPLETE, manageTasksWhileHeld(LOGICAL_UNIT_RESET, null));
        session.forget(task);
        assertSense("0629", session.execute(ScsiCommand.none(0, Cdb.testUnitReady())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "56 00 00 00 00 00 00 00 00 00",
                "57 00 00 00 00 00 00 00 00 00",
                "83 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
                "84 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
                "5E 1F 00 00 00 00 00 00 08 00",
                "A4 0A 00 00 00 00 00 00 00 00 00 00",
                "00 00 00 00 00 04"
            })
    void shouldKeepFromTheDeviceWhatConcernsOthers(String cdb) throws IOException {
        serve("disk.scsi");
        assertSense("052", session.execute(ScsiCommand.none(0, hex(cdb))));
        assertEquals(List.of(), device.takeSeen());
    }

    @Test
    void shouldReserveForInitiatorsAndNotForThisMachine() throws IOException {
        serve("disk.scsi");
        byte[] list = new byte[24];
        list[15] = 0x11;
        assertGood(write("5F 00 00 00 00 00 00 00 18 00", list));
        list[7] = 0x11;
        assertGood(write("5F 01 01 00 00 00 00 00 18 00", list));
        assertEquals(List.of(), device.takeSeen());
        try (Session other = greeted(2)) {
            byte[] block = filled(1024, 0x5A);
            byte[] write = hex("2A 00 00 00 00 00 00 00 02 00");
            assertEquals(
                    ScsiResult.RESERVATION_CONFLICT,
                    other.execute(ScsiCommand.write(0, write, block)).status());
            assertEquals(
                    ScsiResult.RESERVATION_CONFLICT,
                    other.execute(ScsiCommand.none(0, hex("C1 00 00 00 00 00 00 00 00 00")))
                            .status());
            assertGood(other.execute(ScsiCommand.read(0, hex("28 00 00 00 00 00 00 00 02 00"), 1024)));
            assertGood(session.execute(ScsiCommand.write(0, write, block)));
        }
    }

    @Test
    void shouldTellOfItsOwnUnitsWhenAskedForThem() throws IOException {
        serve("disk.scsi");
        byte[] luns = read("A0 00 00 00 00 00 00 00 00 10 00 00", 16).data();
        assertArrayEquals(hex("00 00 00 08 00 00 00 00 00 00 00 00 00 00 00 00"), luns);
        assertEquals(List.of(), device.takeSeen());
    }

    @Test
    void shouldServeManyCommandsAtOnce() throws IOException {
        serve("disk.scsi");
        InitiatorTask[] tasks = new InitiatorTask[24];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = session.submit(
                    i % 2 == 0
                            ? ScsiCommand.read(0, hex("28 00 00 00 00 00 00 08 00 00"), 1 << 20)
                            : ScsiCommand.write(0, hex("2A 00 00 00 00 00 00 08 00 00"), filled(1 << 20, 0x5C)));
        }
        for (InitiatorTask task : tasks) {
            assertGood(session.await(task));
        }
    }

    @Test
    void shouldTakeADeviceForPassThroughAlone() throws IOException {
        serve("disk.scsi");
        LogicalUnitSettings settings = LogicalUnitSettings.of(512, "x");
        assertThrows(
                IllegalArgumentException.class,
                () -> new LunDefinition(new NullDevice(1 << 20, "x"), settings, LunDefinition.Type.PASS_THROUGH));
    }

    @Test
    void shouldNameTheDeviceByItsDesignatorOrItsSerialNumber() throws DeviceOpenException, IOException {
        serve("disk.scsi");
        try (CommandDevice disk = CommandDevice.of(RecordedScsiDevice.of("disk.scsi"));
                CommandDevice tape = CommandDevice.of(RecordedScsiDevice.of("tape.scsi"))) {
            assertEquals("naa.5000c50011223344", disk.properties().identity());
            assertEquals("disk.scsi, disk RECORDED DISK 0102", disk.properties().description());
            assertEquals(512, disk.blockBytes());
            assertEquals(36, tape.properties().identity().length());
            assertEquals(
                    "tape.scsi, tape drive RECORDED TAPE L801",
                    tape.properties().description());
        }
    }
}
