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
    private final boolean recovers;
    private final DataIn dataIn;
    private final DataOut dataOut;
    private final CommandStatus status;
    /** Null at error recovery level 0. */
    private SentData sent;

    TaskRecovery(TaskResources resources, DataIn dataIn, DataOut dataOut, CommandStatus status) {
        this.resources = resources;
        this.recovers = resources.recovers();
        this.dataIn = dataIn;
        this.dataOut = dataOut;
        this.status = status;
    }

    /** Keeps PDUs from now on, where the session recovers. */
    void begin() {
        sent = recovers ? new SentData(resources.retainedBytes()) : null;
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

    /** Asks for Data-Out again over another connection, where the initiator has got R2Ts before {@code expR2tSn}. */
    void requestAgain(int expR2tSn) {
        dataOut.reassigned(sent.voidR2ts(expR2tSn));
    }

    /**
     * Sends Data-In again over another connection.
     *
     * @param expDataSn the first PDU that the initiator has not got, or 0 for those that it has not acknowledged
     * @return false if some of the data are not held
     */
    boolean sendAgain(Connection to, int expDataSn) {
        int maxLength = to.parameters().initiatorMaxRecvDataSegmentLength();
        if (!sent.prepareFor(maxLength, resources.parameters().maxBurstLength(), expDataSn)) {
            return false;
        }
        dataIn.renumber(sent.next());
        to.io().send(new Retransmission(to.sequence(), sent.retainDataIn()));
        return true;
    }
}
