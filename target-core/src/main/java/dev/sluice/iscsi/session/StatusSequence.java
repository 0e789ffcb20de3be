package dev.sluice.iscsi.session;

import dev.sluice.iscsi.pdu.BasicHeader;

/** StatSN of a connection, and the window that every PDU to the initiator carries (RFC 7143 4.2.2.2). */
final class StatusSequence {
    private int statSn = 1;
    private CommandWindow window;

    StatusSequence(CommandWindow window) {
        this.window = window;
    }

    void window(CommandWindow newWindow) {
        window = newWindow;
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
