package dev.sluice.iscsi.recovery;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.CommandWindow;
import dev.sluice.iscsi.pdu.SerialNumber;

/** StatSN of a connection, and the window that every PDU to the initiator carries (RFC 7143 4.2.2.2). */
public final class StatusSequence {
    private int statSn = 1;
    private int expStatSn = 1;
    private CommandWindow window;
    private SentLog log;
    /** Null where nobody waits for acknowledgements. */
    private Runnable whenAcknowledged;

    private int oldestAtLastLook;

    public StatusSequence(CommandWindow window) {
        this.window = window;
    }

    public void window(CommandWindow newWindow) {
        window = newWindow;
    }

    /** The initiator has got every status before {@code expected}. What lies outside of what was sent is ignored. */
    public void acknowledged(int expected) {
        if (SerialNumber.isWithin(expected, expStatSn, statSn)) {
            expStatSn = expected;
            if (log != null) {
                log.acknowledged(expected);
            }
            if (whenAcknowledged != null) {
                whenAcknowledged.run();
            }
        }
    }

    /** Runs {@code action} at every acknowledgement from now on. */
    public void whenAcknowledged(Runnable action) {
        whenAcknowledged = action;
    }

    /** Keeps what is sent from now on until it is acknowledged. */
    public void keepLog() {
        log = new SentLog();
    }

    /** The responses kept, or null where none are. */
    public SentLog log() {
        return log;
    }

    /** Returns true if a response is kept that was there at the last call: a ping makes the initiator acknowledge it. */
    public boolean isAcknowledgementOverdue() {
        if (log == null || log.isEmpty()) {
            return false;
        }
        int oldest = log.firstStatSn();
        boolean overdue = oldest == oldestAtLastLook;
        oldestAtLastLook = oldest;
        return overdue;
    }

    /** The first status that the initiator has not acknowledged. */
    public int expStatSn() {
        return expStatSn;
    }

    /** The StatSN of the next status. */
    public int statSn() {
        return statSn;
    }

    /** Writes StatSN and the command window; numbers are given in the order of the wire. */
    public void stamp(BasicHeader header, boolean advance) {
        header.statSn(statSn).window(window.expCmdSn(), window.maxCmdSn());
        if (advance) {
            statSn++;
        }
    }

    /** Writes the command window alone, for Data-In without status. */
    public void stampWindow(BasicHeader header) {
        header.window(window.expCmdSn(), window.maxCmdSn());
    }
}
