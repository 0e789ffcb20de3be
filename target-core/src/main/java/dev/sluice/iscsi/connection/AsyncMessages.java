package dev.sluice.iscsi.connection;

import dev.sluice.iscsi.pdu.AsyncEvent;
import dev.sluice.iscsi.pdu.AsyncMessagePdu;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.scsi.sense.SenseData;
import java.util.Arrays;

/** Async messages of a connection, RFC 7143 11.9: made here, sent by whoever asked. Times are in seconds. */
public final class AsyncMessages {
    private static final int SENSE_LENGTH_BYTES = 2;

    private final Connection connection;

    public AsyncMessages(Connection connection) {
        this.connection = connection;
    }

    /** Event 0: a unit attention condition that no command has asked for. */
    public ControlPdu scsiEvent(long lun, SenseData sense) {
        byte[] encoded = new byte[SenseData.MAX_BYTES];
        int length = sense.encode(false, encoded);
        byte[] data = new byte[SENSE_LENGTH_BYTES + length];
        data[1] = (byte) length;
        System.arraycopy(Arrays.copyOf(encoded, length), 0, data, SENSE_LENGTH_BYTES, length);
        return message(AsyncEvent.SCSI_EVENT, lun, 0, 0, 0).data(data);
    }

    /** Event 1: the initiator is to log out within {@code seconds}. */
    public ControlPdu logoutRequest(int seconds) {
        return message(AsyncEvent.LOGOUT_REQUEST, 0, 0, 0, seconds);
    }

    /** Event 2: the connection {@code cid} goes; its tasks can be taken up after {@code wait}, for {@code retain}. */
    public ControlPdu connectionDropped(int cid, int wait, int retain) {
        return message(AsyncEvent.CONNECTION_DROPPED, 0, cid, wait, retain);
    }

    /** Event 3: all connections of the session go. */
    public ControlPdu sessionDropped(int wait, int retain) {
        return message(AsyncEvent.SESSION_DROPPED, 0, 0, wait, retain);
    }

    /** Event 5: all tasks of this initiator at {@code lun} are being ended. Only where TaskReporting is FastAbort. */
    public ControlPdu tasksTerminated(long lun) {
        return message(AsyncEvent.TASKS_TERMINATED, lun, 0, 0, 0);
    }

    private ControlPdu message(int event, long lun, int parameter1, int parameter2, int parameter3) {
        return new ControlPdu(connection.sequence(), Opcode.ASYNC_MESSAGE, BasicHeader.FINAL, true, header -> {
            AsyncMessagePdu.event(header.lun(lun).initiatorTaskTag(BasicHeader.NO_TAG), event);
            AsyncMessagePdu.parameters(header, parameter1, parameter2, parameter3);
        });
    }
}
