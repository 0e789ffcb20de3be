package dev.sluice.iscsi.task;

import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.recovery.Retransmission;
import dev.sluice.iscsi.recovery.SentData;

/**
 * Recovery of a task: the numbered PDUs that were sent for it and are not acknowledged, and its move to another connection (RFC 7143 7.2.2,
 * 11.16). Used again with its exchange. Owner: the session's loop thread.
 */
final class TaskRecovery {
    private final TaskResources resources;
    private final DataIn dataIn;
    private final DataOut dataOut;
    private final CommandStatus status;
    /** Null between two commands, and when they have passed to the log of the connection. */
    private SentData sent;

    TaskRecovery(TaskResources resources, DataIn dataIn, DataOut dataOut, CommandStatus status) {
        this.resources = resources;
        this.dataIn = dataIn;
        this.dataOut = dataOut;
        this.status = status;
    }

    /** Keeps PDUs from now on. */
    void begin() {
        sent = new SentData(resources.memory());
    }

    /** The PDUs kept; null where none are. */
    SentData sent() {
        return sent;
    }

    /** The PDUs kept, which pass to the caller; null where none are. */
    SentData take() {
        SentData taken = sent;
        sent = null;
        return taken;
    }

    void release() {
        if (sent != null) {
            take().release();
        }
    }

    /** The Data-In PDUs were cut anew at a request with the SNACK Tag {@code tag}, and the response says so. */
    void resegmented(int tag) {
        dataIn.renumber(sent.next());
        status.resegmented(tag);
    }

    /**
     * Goes on over another connection.
     *
     * @param expDataSn the first Data-In or R2T that the initiator has not got, or 0 for what it has acknowledged
     * @param takesData true for a task that takes Data-Out, which are solicited again
     * @return false if some of the data that the initiator lacks are not held
     */
    boolean moveTo(Connection to, int expDataSn, boolean takesData) {
        if (takesData) {
            dataOut.reassigned(sent.voidR2ts(expDataSn));
            return true;
        }
        return sendAgain(to, expDataSn);
    }

    private boolean sendAgain(Connection to, int expDataSn) {
        int maxLength = to.parameters().initiatorMaxRecvDataSegmentLength();
        if (!sent.prepareFor(maxLength, resources.parameters().maxBurstLength(), expDataSn)) {
            return false;
        }
        dataIn.renumber(sent.next());
        to.io().send(new Retransmission(to.sequence(), sent.retainDataIn()));
        return true;
    }
}
