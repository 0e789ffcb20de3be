package dev.sluice.iscsi.session;

import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.pdu.CommandWindow;
import dev.sluice.iscsi.pdu.SerialNumber;
import dev.sluice.iscsi.task.SequencedRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts what arrives on the connections of a session into the order of CmdSN (RFC 7143 4.2.2.1): what comes early waits.
 * Owner: the session's loop thread.
 */
public final class CommandOrder {
    private final CommandWindow window;
    private final SequencedRequest[] early;
    private final List<Barrier> barriers = new ArrayList<>(0);

    /** Something to be done between the turns of two numbers. */
    private record Barrier(int cmdSn, Runnable action) {}

    /** @param depth the size of the window, 1 or more */
    CommandOrder(CommandWindow window, int depth) {
        this.window = window;
        this.early = new SequencedRequest[Integer.highestOneBit(depth * 2 - 1)];
    }

    /** Returns true if {@code cmdSn} is within the window and no request with it waits here; other requests are ignored. */
    public boolean isWanted(int cmdSn) {
        return window.contains(cmdSn) && early[at(cmdSn)] == null;
    }

    /** Takes something that {@link #isWanted} and gives turns to all whose turn it is. */
    public void arrived(SequencedRequest item) {
        early[at(item.cmdSn())] = item;
        SequencedRequest next;
        while ((next = early[at(window.expCmdSn())]) != null) {
            early[at(window.expCmdSn())] = null;
            window.arrived();
            if (!barriers.isEmpty()) {
                runReached();
            }
            next.turn();
        }
    }

    /**
     * Runs {@code action} as soon as all that is numbered before {@code cmdSn} has arrived, and before anything from that number on
     * has its turn. A number that the window does not reach is no reason to wait.
     */
    public void whenReached(int cmdSn, Runnable action) {
        if (isReached(cmdSn) || SerialNumber.isBefore(window.maxCmdSn() + 1, cmdSn)) {
            action.run();
        } else {
            barriers.add(new Barrier(cmdSn, action));
        }
    }

    private boolean isReached(int cmdSn) {
        return !SerialNumber.isBefore(window.expCmdSn(), cmdSn);
    }

    private void runReached() {
        List<Barrier> reached =
                barriers.stream().filter(it -> isReached(it.cmdSn())).toList();
        barriers.removeAll(reached);
        reached.forEach(it -> it.action().run());
    }

    /** Returns true if something waits for a number that has not arrived. */
    boolean hasEarly() {
        if (!barriers.isEmpty()) {
            return true;
        }
        for (SequencedRequest item : early) {
            if (item != null) {
                return true;
            }
        }
        return false;
    }

    /** Counts {@code cmdSn}, which {@link #isWanted}, as arrived: what still comes with that number is ignored. */
    public void plug(int cmdSn) {
        arrived(new Plug(cmdSn));
    }

    /** The place of something that will not come, or comes too late. */
    private final class Plug implements SequencedRequest {
        private final int cmdSn;

        Plug(int cmdSn) {
            this.cmdSn = cmdSn;
        }

        @Override
        public int cmdSn() {
            return cmdSn;
        }

        @Override
        public Connection connection() {
            return null;
        }

        @Override
        public void turn() {
            window.ended();
        }

        @Override
        public void turnLost() {}
    }

    /** Requests that came on {@code connection} and have not had their turn count as not arrived. */
    void discard(Connection connection) {
        for (int i = 0; i < early.length; i++) {
            SequencedRequest item = early[i];
            if (item != null && item.connection() == connection) {
                early[i] = null;
                item.discarded();
            }
        }
    }

    /** Nothing gets a turn any more. */
    void end() {
        barriers.clear();
        for (int i = 0; i < early.length; i++) {
            SequencedRequest item = early[i];
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
