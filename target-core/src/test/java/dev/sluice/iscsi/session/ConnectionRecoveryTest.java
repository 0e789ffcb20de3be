package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.RawConnection;
import dev.sluice.iscsi.login.TargetLimits;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Error recovery level 2: connections are lost, and their tasks go on (RFC 7143 7.2.2, 7.15 and 11.5.1). */
class ConnectionRecoveryTest {
    private static final int TASK_REASSIGN = 8;
    private static final int COMPLETE = 0;
    private static final int NO_SUCH_TASK = 1;
    private static final int STILL_ALLEGIANT = 3;
    private static final int FOR_RECOVERY = 2;

    private final TestServer server = new TestServer(
            from -> TestServer.settings(from.cores(2), 32, 16, 30, 30, TargetLimits.DEFAULT.withRecovery(4, 2, 0, 1)));
    private final RawSession session = new RawSession(server, options());

    private static LoginOptions options() {
        return TestServer.options()
                .key("ErrorRecoveryLevel", 2)
                .key("MaxConnections", 4)
                .key("DefaultTime2Wait", 0)
                .key("DefaultTime2Retain", 1)
                .key("MaxBurstLength", 8192);
    }

    @AfterEach
    void close() {
        session.close();
        server.close();
    }

    private int reassignOnce(RawConnection connection, int taskTag, int expDataSn) {
        connection.send(new Pdu(Opcode.TASK_MANAGEMENT_REQUEST)
                .immediate()
                .flags(0x80 | TASK_REASSIGN)
                .taskTag(0x7000)
                .transferTag(taskTag)
                .cmdSn(session.cmdSn)
                .set32(36, expDataSn));
        return connection.receive(Opcode.TASK_MANAGEMENT_RESPONSE).get8(2);
    }

    /** Asks until the target has noticed that the connection is gone. */
    private int reassign(RawConnection connection, int taskTag, int expDataSn) {
        int response;
        do {
            response = reassignOnce(connection, taskTag, expDataSn);
        } while (response == STILL_ALLEGIANT);
        return response;
    }

    private byte[] data(int length) {
        byte[] data = new byte[length];
        new Random(length).nextBytes(data);
        return data;
    }

    private void write(RawConnection connection, byte[] data) {
        for (int at = 0; at < data.length; at += 8192) {
            byte[] piece = Arrays.copyOfRange(data, at, at + 8192);
            Pdu command = RawSession.write(Cdb.write10(at / 512, 16), piece.length, true);
            session.send(connection, session.cmdSn++, command.data(piece));
            assertEquals(0, connection.receive(Opcode.SCSI_RESPONSE).get8(3));
        }
    }

    private static void expectData(RawConnection connection, int tag, byte[] data, int from, int dataSn) {
        int offset = from;
        int sn = dataSn;
        while (offset < data.length) {
            Pdu pdu = connection.receive(Opcode.DATA_IN);
            assertEquals(tag, pdu.taskTag());
            assertEquals(sn++, pdu.dataSn());
            assertEquals(offset, pdu.bufferOffset());
            assertArrayEquals(Arrays.copyOfRange(data, offset, offset + pdu.data().length), pdu.data());
            offset += pdu.data().length;
        }
        Pdu response = connection.receive(Opcode.SCSI_RESPONSE);
        assertEquals(tag, response.taskTag());
        assertEquals(0, response.get8(3));
        assertEquals(sn, response.get32(36));
    }

    @Test
    void shouldLetAReadGoOnOverAnotherConnection() throws InterruptedException {
        RawConnection first = session.lead();
        byte[] data = data(8192);
        write(first, data);
        RawConnection second = session.join(first.tsih(), 1);
        CountDownLatch held = server.device.hold(1);
        int tag = session.send(second, session.cmdSn++, Cdb.read10(0, 16), data.length);
        HoldingDevice.await(held);

        second.connection().reset();
        assertEquals(COMPLETE, reassign(first, tag, 0));
        server.device.release();

        expectData(first, tag, data, 0, 0);
    }

    @Test
    void shouldReassignAfterALogoutForRecovery() throws InterruptedException {
        RawConnection first = session.lead();
        byte[] data = data(8192);
        write(first, data);
        RawConnection second = session.join(first.tsih(), 1);
        CountDownLatch held = server.device.hold(1);
        int tag = session.send(second, session.cmdSn++, Cdb.read10(0, 16), data.length);
        HoldingDevice.await(held);
        assertEquals(STILL_ALLEGIANT, reassignOnce(first, tag, 0));

        assertEquals(0, session.logout(first, FOR_RECOVERY, 1));
        assertEquals(COMPLETE, reassignOnce(first, tag, 0));
        server.device.release();

        expectData(first, tag, data, 0, 0);
    }

    /** Data-In PDUs without an acknowledgement are sent again, from the DataSN that the initiator names; the status gets a new StatSN. */
    @Test
    void shouldRepeatWhatWasNotAcknowledged() {
        RawConnection first = session.lead();
        byte[] data = data(4 * 8192);
        write(first, data);
        RawConnection second = session.join(first.tsih(), 1);
        int tag = session.send(second, session.cmdSn++, Cdb.read10(0, 64), data.length);
        expectData(second, tag, data, 0, 0);

        second.connection().reset();
        assertEquals(COMPLETE, reassign(first, tag, 2));

        expectData(first, tag, data, 2 * 8192, 2);
        session.run(first, session.cmdSn++, Cdb.testUnitReady(), 0);
    }

    @Test
    void shouldAskAgainForDataThatAWriteLacks() {
        RawConnection first = session.lead();
        RawConnection second = session.join(first.tsih(), 1);
        byte[] data = data(2 * 8192);
        int tag = session.send(second, session.cmdSn++, RawSession.write(Cdb.write10(0, 32), data.length, true));
        Pdu asked = second.receive(Opcode.READY_TO_TRANSFER);
        second.send(dataOut(tag, asked.transferTag(), data, 0, 8192));
        second.receive(Opcode.READY_TO_TRANSFER);

        second.connection().reset();
        assertEquals(COMPLETE, reassign(first, tag, 1));
        Pdu again = first.receive(Opcode.READY_TO_TRANSFER);

        assertEquals(1, again.get32(36));
        assertEquals(8192, again.get32(40));
        first.send(dataOut(tag, again.transferTag(), data, 8192, 2 * 8192));
        assertEquals(0, first.receive(Opcode.SCSI_RESPONSE).get8(3));
        int read = session.send(first, session.cmdSn++, Cdb.read10(0, 32), data.length);
        expectData(first, read, data, 0, 0);
    }

    private static Pdu dataOut(int tag, int transferTag, byte[] data, int from, int to) {
        return new Pdu(Opcode.DATA_OUT)
                .asFinal()
                .taskTag(tag)
                .transferTag(transferTag)
                .set32(40, from)
                .data(Arrays.copyOfRange(data, from, to));
    }

    /** 6.3.6: a session that has lost its last connection goes on with the next login that has its TSIH. */
    @Test
    void shouldContinueASessionThatHasNoConnection() throws InterruptedException {
        RawConnection first = session.lead();
        byte[] data = data(8192);
        write(first, data);
        CountDownLatch held = server.device.hold(1);
        int tag = session.send(first, session.cmdSn++, Cdb.read10(0, 16), data.length);
        HoldingDevice.await(held);

        first.connection().reset();
        RawConnection again = session.join(first.tsih(), 0);
        assertEquals(COMPLETE, reassign(again, tag, 0));
        server.device.release();

        expectData(again, tag, data, 0, 0);
        assertEquals(1, server.sessionCount());
    }

    /** Time2Wait and Time2Retain are 1 s together: then nothing is held for an initiator that does not come back. */
    @Test
    void shouldEndASessionThatNobodyContinues() throws InterruptedException {
        RawConnection first = session.lead();
        CountDownLatch held = server.device.hold(1);
        session.send(first, session.cmdSn++, Cdb.read10(0, 16), 8192);
        HoldingDevice.await(held);

        first.connection().reset();
        server.device.release();

        server.awaitNoSession();
    }

    @Test
    void shouldSayWhatCannotBeReassigned() {
        RawConnection first = session.lead();

        assertEquals(NO_SUCH_TASK, reassignOnce(first, 0x4711, 0));
        assertEquals(1, session.logout(first, FOR_RECOVERY, 9));
    }
}
