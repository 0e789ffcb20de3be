package dev.sluice.iscsi.connection;

/**
 * The data of answers that an initiator has asked for by pings and text requests, and not taken yet. When there is enough of them, no further
 * such request is read, so an initiator that asks and does not listen fills its own connection. Owner: the connection's loop thread.
 */
public final class UnsentResponses {
    /** Enough for a session: the longest ping. */
    static final int ENOUGH = 256 << 10;

    /** Enough in discovery, which has no pings: a text response that is on its way, and one that waits. */
    static final int ENOUGH_IN_DISCOVERY = 16 << 10;

    private final int enough;
    private final Runnable taken;
    private int bytes;
    private boolean waiting;

    /** @param taken called when there is room again after {@link #hasRoom} returned false */
    public UnsentResponses(boolean discovery, Runnable taken) {
        this.enough = discovery ? ENOUGH_IN_DISCOVERY : ENOUGH;
        this.taken = taken;
    }

    /** Returns true if a request may be read now; otherwise {@code taken} is called later. */
    public boolean hasRoom() {
        waiting = bytes >= enough;
        return !waiting;
    }

    public void add(int length) {
        bytes += length;
    }

    public void subtract(int length) {
        bytes -= length;
        assert bytes >= 0;
        if (waiting && bytes < enough) {
            waiting = false;
            taken.run();
        }
    }
}
