package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.RawConnection;
import dev.sluice.iscsi.login.TargetLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Error recovery level 1: digest errors, SNACK and retry (RFC 7143 7.2 to 7.9 and 11.16). */
class WithinConnectionRecoveryTest {
    private static final int SEGMENT = 8192;
    private static final int BURST = 32768;
    private static final int DATA_SNACK = 0;
    private static final int STATUS_SNACK = 1;
    private static final int DATA_ACK = 2;
    private static final int R_DATA_SNACK = 3;
    private static final int DATA_DIGEST_ERROR = 2;
    private static final int PROTOCOL_ERROR = 4;
    private static final int INVALID_DATA_ACK = 8;
    private static final int ACKNOWLEDGE = 0x40;

    private final TestServer server = new TestServer(from -> TestServer.settings(
            from, 32, 16, 30, 30, TargetLimits.DEFAULT.withInitialR2T(false).withRecovery(1, 1, 0, 0)));
    private final RawSession session = new RawSession(server, options());
    private RawConnection connection;

    private static LoginOptions options() {
        return TestServer.options()
                .digests(true, true)
                .key("ErrorRecoveryLevel", 1)
                .key("InitialR2T", "No")
                .key("MaxRecvDataSegmentLength", SEGMENT)
                .key("MaxBurstLength", BURST)
                .key("FirstBurstLength", BURST)
                .key("MaxOutstandingR2T", 4);
    }

    @BeforeEach
    void login() {
        connection = session.lead();
        assertEquals("1", connection.negotiated().value("ErrorRecoveryLevel"));
    }

    @AfterEach
    void close() {
        session.close();
        server.close();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private byte[] read(int blocks) {
        byte[] data = new byte[blocks * TestServer.BLOCK];
        session.send(connection, session.cmdSn++, Cdb.read10(0, blocks), data.length);
        Pdu pdu;
        while ((pdu = connection.receive()).opcode() == Opcode.DATA_IN) {
            System.arraycopy(pdu.data(), 0, data, pdu.bufferOffset(), pdu.data().length);
        }
        assertEquals(Opcode.SCSI_RESPONSE, pdu.opcode());
        assertEquals(0, pdu.get8(3));
        return data;
    }

    private void expectReject(int reason) {
        assertEquals(reason, connection.receive(Opcode.REJECT).get8(2));
    }

    private Pdu dataOut(int tag, int transferTag, int dataSn, byte[] all, int from, int to, boolean last) {
        Pdu pdu = new Pdu(Opcode.DATA_OUT)
                .flags(last ? 0x80 : 0)
                .taskTag(tag)
                .transferTag(transferTag)
                .set32(36, dataSn)
                .set32(40, from)
                .data(Arrays.copyOfRange(all, from, to));
        return pdu;
    }

    @Test
    void shouldTakeACommandAgainWhoseImmediateDataWereSpoilt() {
        byte[] data = bytes(4096);

        session.send(
                connection,
                session.cmdSn,
                RawSession.write(Cdb.write10(0, 8), data.length, true)
                        .data(data)
                        .spoilDataDigest());
        expectReject(DATA_DIGEST_ERROR);
        session.send(
                connection,
                session.cmdSn++,
                RawSession.write(Cdb.write10(0, 8), data.length, true).data(data));

        Pdu response = connection.receive(Opcode.SCSI_RESPONSE);
        assertEquals(0, response.get8(3));
        assertEquals(session.cmdSn, response.expCmdSn());
        assertArrayEquals(data, read(8));
    }

    @Test
    void shouldTakeAPingAgainWhoseDataWereSpoilt() {
        Pdu ping = new Pdu(Opcode.NOP_OUT)
                .asFinal()
                .taskTag(0x55)
                .transferTag(Pdu.RESERVED_TAG)
                .cmdSn(session.cmdSn);
        connection.send(ping.data(new byte[100]).spoilDataDigest());
        expectReject(DATA_DIGEST_ERROR);

        connection.send(new Pdu(Opcode.NOP_OUT)
                .asFinal()
                .taskTag(0x55)
                .transferTag(Pdu.RESERVED_TAG)
                .cmdSn(session.cmdSn++)
                .data(new byte[100]));

        assertEquals(0x55, connection.receive(Opcode.NOP_IN).taskTag());
    }

    /** 7.8: what a broken sequence lacks is asked for again when it ends. */
    @Test
    void shouldAskAgainForSolicitedDataThatWereSpoilt() {
        byte[] data = bytes(BURST);
        int tag = session.send(connection, session.cmdSn++, RawSession.write(Cdb.write10(0, 64), BURST, true));
        Pdu asked = connection.receive(Opcode.READY_TO_TRANSFER);
        assertEquals(BURST, asked.get32(44));
        int transfer = asked.transferTag();

        connection.send(dataOut(tag, transfer, 0, data, 0, SEGMENT, false));
        connection.send(
                dataOut(tag, transfer, 1, data, SEGMENT, 2 * SEGMENT, false).spoilDataDigest());
        connection.send(dataOut(tag, transfer, 2, data, 2 * SEGMENT, 3 * SEGMENT, false));
        expectReject(DATA_DIGEST_ERROR);
        connection.send(dataOut(tag, transfer, 3, data, 3 * SEGMENT, BURST, true));
        Pdu again = connection.receive(Opcode.READY_TO_TRANSFER);

        assertEquals(SEGMENT, again.get32(40));
        assertEquals(BURST - SEGMENT, again.get32(44));
        assertEquals(1, again.get32(36));
        connection.send(dataOut(tag, again.transferTag(), 0, data, SEGMENT, BURST, true));
        assertEquals(0, connection.receive(Opcode.SCSI_RESPONSE).get8(3));
        assertArrayEquals(data, read(64));
    }

    @Test
    void shouldAskForUnsolicitedDataThatWereSpoiltAtTheEnd() {
        byte[] data = bytes(3 * SEGMENT);
        int tag = session.send(connection, session.cmdSn++, RawSession.write(Cdb.write10(0, 48), data.length, false));

        connection.send(dataOut(tag, Pdu.RESERVED_TAG, 0, data, 0, 2 * SEGMENT, false));
        connection.send(dataOut(tag, Pdu.RESERVED_TAG, 1, data, 2 * SEGMENT, 3 * SEGMENT, true)
                .spoilDataDigest());
        expectReject(DATA_DIGEST_ERROR);
        Pdu asked = connection.receive(Opcode.READY_TO_TRANSFER);

        assertEquals(2 * SEGMENT, asked.get32(40));
        assertEquals(SEGMENT, asked.get32(44));
        connection.send(dataOut(tag, asked.transferTag(), 0, data, 2 * SEGMENT, 3 * SEGMENT, true));
        assertEquals(0, connection.receive(Opcode.SCSI_RESPONSE).get8(3));
        assertArrayEquals(data, read(48));
    }

    @Test
    void shouldTakeAGapInDataSnForLostData() {
        byte[] data = bytes(BURST);
        int tag = session.send(connection, session.cmdSn++, RawSession.write(Cdb.write10(0, 64), BURST, true));
        int transfer = connection.receive(Opcode.READY_TO_TRANSFER).transferTag();

        connection.send(dataOut(tag, transfer, 1, data, SEGMENT, BURST, true));
        Pdu again = connection.receive(Opcode.READY_TO_TRANSFER);

        assertEquals(0, again.get32(40));
        connection.send(dataOut(tag, again.transferTag(), 0, data, 0, BURST, true));
        assertEquals(0, connection.receive(Opcode.SCSI_RESPONSE).get8(3));
        assertArrayEquals(data, read(64));
    }

    /** 13.17: data in order and recovery leave one R2T at a time, whatever was agreed. */
    @Test
    void shouldHaveOneR2tAtATime() {
        byte[] data = bytes(2 * BURST);
        int tag = session.send(connection, session.cmdSn++, RawSession.write(Cdb.write10(0, 128), data.length, true));
        Pdu first = connection.receive(Opcode.READY_TO_TRANSFER);
        connection.roundTrip(0x9001, session.cmdSn);

        connection.send(dataOut(tag, first.transferTag(), 0, data, 0, BURST, true));
        Pdu second = connection.receive(Opcode.READY_TO_TRANSFER);

        assertEquals(BURST, second.get32(40));
        connection.send(dataOut(tag, second.transferTag(), 0, data, BURST, 2 * BURST, true));
        assertEquals(0, connection.receive(Opcode.SCSI_RESPONSE).get8(3));
    }

    private List<Pdu> readPdus(int blocks) {
        session.send(connection, session.cmdSn++, Cdb.read10(0, blocks), blocks * TestServer.BLOCK);
        List<Pdu> pdus = new ArrayList<>();
        do {
            pdus.add(connection.receive());
        } while (pdus.getLast().opcode() == Opcode.DATA_IN);
        return pdus;
    }

    private static void assertReplica(Pdu expected, Pdu found) {
        assertEquals(expected.opcode(), found.opcode());
        assertEquals(expected.flags(), found.flags());
        assertEquals(expected.taskTag(), found.taskTag());
        assertEquals(expected.transferTag(), found.transferTag());
        assertEquals(expected.statSn(), found.statSn());
        for (int at = 36; at < 48; at += 4) {
            assertEquals(expected.get32(at), found.get32(at));
        }
        assertArrayEquals(expected.data(), found.data());
    }

    @Test
    void shouldSendDataAgainThatWereNotReceived() {
        List<Pdu> pdus = readPdus(64);
        int tag = pdus.getFirst().taskTag();
        connection.expStatSn(pdus.getLast().statSn());

        session.snack(connection, DATA_SNACK, tag, Pdu.RESERVED_TAG, 1, 2);
        assertReplica(pdus.get(1), connection.receive());
        assertReplica(pdus.get(2), connection.receive());
        session.snack(connection, DATA_SNACK, tag, Pdu.RESERVED_TAG, 0, 0);
        for (int i = 0; i < 4; i++) {
            assertReplica(pdus.get(i), connection.receive());
        }
    }

    @Test
    void shouldSendAStatusAgainUntilItIsAcknowledged() {
        Pdu response = readPdus(8).getLast();
        int statSn = response.statSn();

        connection.expStatSn(statSn);
        session.snack(connection, STATUS_SNACK, Pdu.RESERVED_TAG, Pdu.RESERVED_TAG, statSn, 1);
        assertReplica(response, connection.receive());
        connection.expStatSn(statSn + 1);
        session.snack(connection, STATUS_SNACK, Pdu.RESERVED_TAG, Pdu.RESERVED_TAG, statSn, 1);

        expectReject(PROTOCOL_ERROR);
    }

    @Test
    void shouldSendAnR2tAgain() {
        byte[] data = bytes(BURST);
        int tag = session.send(connection, session.cmdSn++, RawSession.write(Cdb.write10(0, 64), BURST, true));
        Pdu asked = connection.receive(Opcode.READY_TO_TRANSFER);

        session.snack(connection, DATA_SNACK, tag, Pdu.RESERVED_TAG, 0, 1);

        assertReplica(asked, connection.receive());
        connection.send(dataOut(tag, asked.transferTag(), 0, data, 0, BURST, true));
        assertEquals(0, connection.receive(Opcode.SCSI_RESPONSE).get8(3));
    }

    /** 11.7.2: at the end of each burst the target wants to know what has arrived, and then lets go of it. */
    @Test
    void shouldForgetDataThatAreAcknowledged() {
        List<Pdu> pdus = readPdus(128);
        Pdu endOfBurst = pdus.get(3);
        assertEquals(ACKNOWLEDGE, endOfBurst.flags() & ACKNOWLEDGE);
        connection.expStatSn(pdus.getLast().statSn());

        session.snack(connection, DATA_ACK, Pdu.RESERVED_TAG, endOfBurst.transferTag(), 4, 0);
        session.snack(connection, DATA_SNACK, endOfBurst.taskTag(), Pdu.RESERVED_TAG, 3, 1);
        expectReject(PROTOCOL_ERROR);
        connection.expStatSn(pdus.getLast().statSn());
        session.snack(connection, DATA_SNACK, endOfBurst.taskTag(), Pdu.RESERVED_TAG, 0, 0);

        for (int i = 4; i < 8; i++) {
            assertReplica(pdus.get(i), connection.receive());
        }
        session.snack(connection, DATA_ACK, Pdu.RESERVED_TAG, 0x12345678, 4, 0);
        expectReject(INVALID_DATA_ACK);
    }

    @Test
    void shouldSendAllDataAgainWithATaggedResponse() {
        List<Pdu> pdus = readPdus(64);
        connection.expStatSn(pdus.getLast().statSn());

        session.snack(connection, R_DATA_SNACK, pdus.getFirst().taskTag(), 0x5aa5, 0, 0);

        byte[] data = new byte[BURST];
        for (int sn = 0; sn < 4; sn++) {
            Pdu pdu = connection.receive(Opcode.DATA_IN);
            assertEquals(sn, pdu.dataSn());
            System.arraycopy(pdu.data(), 0, data, pdu.bufferOffset(), pdu.data().length);
        }
        Pdu response = connection.receive(Opcode.SCSI_RESPONSE);
        assertEquals(0x5aa5, response.get32(20));
        assertEquals(pdus.getLast().statSn(), response.statSn());
        assertEquals(4, response.get32(36));
    }

    /** 13.12 and 11.16.3: a smaller MaxRecvDataSegmentLength is declared, and what was sent before is cut anew. */
    @Test
    void shouldCutDataAnewForAnInitiatorThatTakesLess() {
        List<Pdu> pdus = readPdus(64);
        connection.expStatSn(pdus.getLast().statSn());
        connection.send(new Pdu(Opcode.TEXT_REQUEST)
                .asFinal()
                .immediate()
                .taskTag(0x88)
                .transferTag(Pdu.RESERVED_TAG)
                .cmdSn(session.cmdSn)
                .data("MaxRecvDataSegmentLength=4096\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        connection.receive(Opcode.TEXT_RESPONSE);
        connection.expStatSn(pdus.getLast().statSn());

        session.snack(connection, R_DATA_SNACK, pdus.getFirst().taskTag(), 0x5aa5, 0, 0);

        for (int sn = 0; sn < 8; sn++) {
            Pdu pdu = connection.receive(Opcode.DATA_IN);
            assertEquals(sn, pdu.dataSn());
            assertEquals(4096, pdu.data().length);
            assertEquals(sn * 4096, pdu.bufferOffset());
        }
        Pdu response = connection.receive(Opcode.SCSI_RESPONSE);
        assertEquals(0x5aa5, response.get32(20));
        assertEquals(8, response.get32(36));
        connection.expStatSn(response.statSn() + 2);
        assertEquals(16, readPdus(128).size() - 1, "Data-In PDUs of 4,096 bytes");
    }

    @Test
    void shouldRejectASnackForWhatWasNeverSent() {
        session.snack(connection, DATA_SNACK, 0x4711, Pdu.RESERVED_TAG, 0, 1);
        expectReject(PROTOCOL_ERROR);
        session.snack(connection, STATUS_SNACK, Pdu.RESERVED_TAG, Pdu.RESERVED_TAG, connection.expStatSn() + 5, 1);
        expectReject(PROTOCOL_ERROR);
    }

    /** BegRun and RunLength are any numbers of 32 bits, and so is their sum. */
    @ParameterizedTest
    @CsvSource({
        "7ffffff0, 7fffffff", "7fffffff, 00000001", "80000000, 80000000", "ffffffff, 00000001", "00000000, ffffffff",
        "00000001, 7fffffff", "00000001, ffffffff", "00000000, 80000000", "00000004, 7ffffffd", "ffffffff, 00000000"
    })
    void shouldRejectASnackForMoreThanThereIs(String begin, String length) {
        List<Pdu> pdus = readPdus(64);
        int tag = pdus.getFirst().taskTag();
        int from = Integer.parseUnsignedInt(begin, 16);
        int count = Integer.parseUnsignedInt(length, 16);
        connection.expStatSn(pdus.getLast().statSn());
        session.snack(connection, DATA_SNACK, tag, Pdu.RESERVED_TAG, from, count);
        expectReject(PROTOCOL_ERROR);
        connection.expStatSn(pdus.getLast().statSn());
        session.snack(connection, STATUS_SNACK, Pdu.RESERVED_TAG, Pdu.RESERVED_TAG, from ^ 0x40000000, count);
        expectReject(PROTOCOL_ERROR);
        connection.expStatSn(pdus.getLast().statSn());
        session.snack(connection, DATA_SNACK, tag, Pdu.RESERVED_TAG, 0, 1);
        assertReplica(pdus.getFirst(), connection.receive());
    }

    /** Responses without an acknowledgement hold memory: a ping makes the initiator send its ExpStatSN. */
    @Test
    void shouldPingAnInitiatorThatDoesNotAcknowledge() {
        readPdus(8);

        Pdu ping = connection.receive(Opcode.NOP_IN);

        assertEquals(Pdu.RESERVED_TAG, ping.taskTag());
        assertTrue(ping.transferTag() != Pdu.RESERVED_TAG);
    }
}
