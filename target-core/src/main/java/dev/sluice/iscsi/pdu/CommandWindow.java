package dev.sluice.iscsi.pdu;

/**
 * The command window of a session, RFC 7143 4.2.2.1: ExpCmdSN is the next command to arrive, MaxCmdSN the last that may. It moves on
 * when a command ends, so an initiator never has more of them open than the queue is deep.
 */
public final class CommandWindow {
    private int expCmdSn;
    private int maxCmdSn;

    public CommandWindow(int firstCmdSn, int depth) {
        expCmdSn = firstCmdSn;
        maxCmdSn = firstCmdSn + depth - 1;
    }

    public int expCmdSn() {
        return expCmdSn;
    }

    public int maxCmdSn() {
        return maxCmdSn;
    }

    public boolean contains(int cmdSn) {
        return SerialNumber.isWithin(cmdSn, expCmdSn, maxCmdSn);
    }

    /** The expected command has arrived. */
    public void arrived() {
        expCmdSn++;
    }

    /** A command has ended and leaves its place to another. */
    public void ended() {
        maxCmdSn++;
    }
}
