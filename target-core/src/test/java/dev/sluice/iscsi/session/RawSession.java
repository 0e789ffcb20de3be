package dev.sluice.iscsi.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Opcode;
import dev.sluice.initiator.Pdu;
import dev.sluice.initiator.RawConnection;
import java.util.ArrayList;
import java.util.List;

/** The connections of one session of a test, PDU by PDU, and the numbers that they share. One thread. */
final class RawSession implements AutoCloseable {
    private final TestServer server;
    private final LoginOptions options;
    private final List<RawConnection> connections = new ArrayList<>();
    int cmdSn = 1;
    private int tag = 0x100;

    RawSession(TestServer server, LoginOptions options) {
        this.server = server;
        this.options = options;
    }

    /** The first connection, past the unit attention of a new nexus. */
    RawConnection lead() {
        RawConnection connection = RawConnection.login(server.address(), options);
        connections.add(connection);
        run(connection, cmdSn++, Cdb.testUnitReady(), 0);
        return connection;
    }

    RawConnection join(int tsih, int cid) {
        return join(joining(tsih, cid));
    }

    RawConnection join(LoginOptions joining) {
        RawConnection connection = RawConnection.login(server.address(), joining);
        connections.add(connection);
        return connection;
    }

    LoginOptions joining(int tsih, int cid) {
        return TestServer.options().tsih(tsih).cid(cid).firstCmdSn(cmdSn);
    }

    /** A command that reads where {@code expected} is not 0. */
    static Pdu command(byte[] cdb, int expected) {
        return new Pdu(Opcode.SCSI_COMMAND)
                .flags(0x80 | (expected > 0 ? 0x40 : 0) | 1)
                .set32(20, expected)
                .setBytes(32, cdb);
    }

    /** A command that writes; Data-Out PDUs follow unasked unless it is {@code last}. */
    static Pdu write(byte[] cdb, int expected, boolean last) {
        return new Pdu(Opcode.SCSI_COMMAND)
                .flags((last ? 0x80 : 0) | 0x20 | 1)
                .set32(20, expected)
                .setBytes(32, cdb);
    }

    int send(RawConnection connection, int number, Pdu command) {
        connection.send(command.taskTag(++tag).cmdSn(number));
        return tag;
    }

    int send(RawConnection connection, int number, byte[] cdb, int expected) {
        return send(connection, number, command(cdb, expected));
    }

    /** Sends, and takes the one PDU that answers. */
    Pdu run(RawConnection connection, int number, byte[] cdb, int expected) {
        int sent = send(connection, number, cdb, expected);
        Pdu answer = connection.receive();
        assertEquals(sent, answer.taskTag());
        return answer;
    }

    /** Logs out and returns the response code. */
    int logout(RawConnection connection, int reason, int cid) {
        connection.send(new Pdu(Opcode.LOGOUT_REQUEST)
                .immediate()
                .flags(0x80 | reason)
                .taskTag(++tag)
                .set16(20, cid)
                .cmdSn(cmdSn));
        return connection.receive(Opcode.LOGOUT_RESPONSE).get8(2);
    }

    /** SNACK, RFC 7143 11.16. */
    void snack(RawConnection connection, int type, int taskTag, int transferTag, int begin, int length) {
        connection.send(new Pdu(Opcode.SNACK_REQUEST)
                .flags(0x80 | type)
                .taskTag(taskTag)
                .transferTag(transferTag)
                .set32(40, begin)
                .set32(44, length));
    }

    @Override
    public void close() {
        connections.forEach(RawConnection::close);
    }
}
