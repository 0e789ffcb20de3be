package dev.sluice.iscsi.session;

import dev.sluice.iscsi.pdu.AsyncEvent;
import dev.sluice.iscsi.pdu.AsyncMessagePdu;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.scsi.sense.SenseData;
import java.util.Arrays;
import java.util.List;

/** Async messages of a connection, RFC 7143 11.9: made here, sent by whoever asked. Times are in seconds. */
final class AsyncMessages {
    private static final int SENSE_LENGTH_BYTES = 2;

    private final Connection connection;

    /** Tells an initiator that has not logged out of the end of the session. */
    static void announceEnd(Session session, Connection connection) {
        if (!session.parameters().discovery() && !connection.isLoggedOut()) {
            int wait = session.parameters().defaultTime2Wait();
            connection.io().send(new AsyncMessages(connection).sessionDropped(wait, 0));
        }
    }

    /** Tells an initiator on another connection, if there is one, that this side gives up {@code dropped}. */
    static void announceEndOf(Session session, Connection dropped) {
        List<Connection> others = session.connections().others(dropped);
        if (!others.isEmpty()) {
            boolean keeps = session.keepsTasksOf(dropped);
            Connection other = others.getFirst();
            other.io()
                    .send(new AsyncMessages(other)
                            .connectionDropped(
                                    dropped.parameters().cid(),
                                    session.parameters().defaultTime2Wait(),
                                    keeps ? session.parameters().defaultTime2Retain() : 0));
        }
    }

    AsyncMessages(Connection connection) {
        this.connection = connection;
    }

    /** Event 0: a unit attention condition that no command has asked for. */
    ControlPdu scsiEvent(long lun, SenseData sense) {
        byte[] encoded = new byte[SenseData.MAX_BYTES];
        int length = sense.encode(false, encoded);
        byte[] data = new byte[SENSE_LENGTH_BYTES + length];
        data[1] = (byte) length;
        System.arraycopy(Arrays.copyOf(encoded, length), 0, data, SENSE_LENGTH_BYTES, length);
        return message(AsyncEvent.SCSI_EVENT, lun, 0, 0, 0).data(data);
    }

    /** Event 1: the initiator is to log out within {@code seconds}. */
    ControlPdu logoutRequest(int seconds) {
        return message(AsyncEvent.LOGOUT_REQUEST, 0, 0, 0, seconds);
    }

    /** Event 2: the connection {@code cid} goes; its tasks can be taken up after {@code wait}, for {@code retain}. */
    ControlPdu connectionDropped(int cid, int wait, int retain) {
        return message(AsyncEvent.CONNECTION_DROPPED, 0, cid, wait, retain);
    }

    /** Event 3: all connections of the session go. */
    ControlPdu sessionDropped(int wait, int retain) {
        return message(AsyncEvent.SESSION_DROPPED, 0, 0, wait, retain);
    }

    /** Event 5: all tasks of this initiator at {@code lun} are being ended. Only where TaskReporting is FastAbort. */
    ControlPdu tasksTerminated(long lun) {
        return message(AsyncEvent.TASKS_TERMINATED, lun, 0, 0, 0);
    }

    private ControlPdu message(int event, long lun, int parameter1, int parameter2, int parameter3) {
        return new ControlPdu(connection.sequence(), Opcode.ASYNC_MESSAGE, BasicHeader.FINAL, true, header -> {
            AsyncMessagePdu.event(header.lun(lun).initiatorTaskTag(BasicHeader.NO_TAG), event);
            AsyncMessagePdu.parameters(header, parameter1, parameter2, parameter3);
        });
    }
}
