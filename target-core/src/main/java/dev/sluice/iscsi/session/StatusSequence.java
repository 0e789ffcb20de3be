package dev.sluice.iscsi.session;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.SerialNumber;

/** StatSN of a connection, and the window that every PDU to the initiator carries (RFC 7143 4.2.2.2). */
final class StatusSequence {
    private int statSn = 1;
    private int expStatSn = 1;
    private CommandWindow window;
    private SentLog log;
    private int oldestAtLastLook;

    StatusSequence(CommandWindow window) {
        this.window = window;
    }

    void window(CommandWindow newWindow) {
        window = newWindow;
    }

    /** The initiator has got every status before {@code expected}. What lies outside of what was sent is ignored. */
    void acknowledged(int expected) {
        if (SerialNumber.isWithin(expected, expStatSn, statSn)) {
            expStatSn = expected;
            if (log != null) {
                log.acknowledged(expected);
            }
        }
    }

    /** Keeps what is sent from now on until it is acknowledged. */
    void keepLog() {
        log = new SentLog();
    }

    /** What is kept, or null where nothing is. */
    SentLog log() {
        return log;
    }

    /** Whether a response is kept that was there at the last call: a ping makes the initiator acknowledge it. */
    boolean isAcknowledgementOverdue() {
        if (log == null || log.isEmpty()) {
            return false;
        }
        int oldest = log.firstStatSn();
        boolean overdue = oldest == oldestAtLastLook;
        oldestAtLastLook = oldest;
        return overdue;
    }

    /** The first status that the initiator has not acknowledged. */
    int expStatSn() {
        return expStatSn;
    }

    /** The StatSN of the next status. */
    int statSn() {
        return statSn;
    }

    /** Writes StatSN and the command window; numbers are given in the order of the wire. */
    void stamp(BasicHeader header, boolean advance) {
        header.statSn(statSn).window(window.expCmdSn(), window.maxCmdSn());
        if (advance) {
            statSn++;
        }
    }

    /** Writes the command window alone, for Data-In without status. */
    void stampWindow(BasicHeader header) {
        header.window(window.expCmdSn(), window.maxCmdSn());
    }
}
