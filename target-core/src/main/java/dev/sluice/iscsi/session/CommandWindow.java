package dev.sluice.iscsi.session;

import dev.sluice.iscsi.pdu.SerialNumber;

/**
 * The command window of a session, RFC 7143 4.2.2.1: ExpCmdSN is the next command to arrive, MaxCmdSN the last that may. It moves on
 * when a command ends, so an initiator never has more of them open than the queue is deep.
 */
final class CommandWindow {
    private int expCmdSn;
    private int maxCmdSn;

    CommandWindow(int firstCmdSn, int depth) {
        expCmdSn = firstCmdSn;
        maxCmdSn = firstCmdSn + depth - 1;
    }

    int expCmdSn() {
        return expCmdSn;
    }

    int maxCmdSn() {
        return maxCmdSn;
    }

    boolean contains(int cmdSn) {
        return SerialNumber.isWithin(cmdSn, expCmdSn, maxCmdSn);
    }

    /** The expected command has arrived. */
    void arrived() {
        expCmdSn++;
    }

    /** A command has ended and leaves its place to another. */
    void ended() {
        maxCmdSn++;
    }
}
