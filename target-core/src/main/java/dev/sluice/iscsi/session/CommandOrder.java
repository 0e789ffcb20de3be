package dev.sluice.iscsi.session;

/**
 * Puts what arrives on the connections of a session into the order of CmdSN (RFC 7143 4.2.2.1): what comes early waits.
 * Owner: the session's loop thread.
 */
final class CommandOrder {
    private final CommandWindow window;
    private final Sequenced[] early;

    /** @param depth the size of the window, 1 or more */
    CommandOrder(CommandWindow window, int depth) {
        this.window = window;
        this.early = new Sequenced[Integer.highestOneBit(depth * 2 - 1)];
    }

    /** Whether {@code cmdSn} is within the window and nothing with it waits here: what is not is to be ignored. */
    boolean isWanted(int cmdSn) {
        return window.contains(cmdSn) && early[at(cmdSn)] == null;
    }

    /** Takes something that {@link #isWanted} and gives turns to all whose turn it is. */
    void arrived(Sequenced item) {
        early[at(item.cmdSn())] = item;
        Sequenced next;
        while ((next = early[at(window.expCmdSn())]) != null) {
            early[at(window.expCmdSn())] = null;
            window.arrived();
            next.turn();
        }
    }

    /** Nothing gets a turn any more. */
    void end() {
        for (int i = 0; i < early.length; i++) {
            Sequenced item = early[i];
            early[i] = null;
            if (item != null) {
                item.turnLost();
            }
        }
    }

    private int at(int cmdSn) {
        return cmdSn & (early.length - 1);
    }
}
