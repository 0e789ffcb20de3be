package dev.sluice.scsi.share;

import dev.sluice.io.loop.IoLoop;

/**
 * The part of a turn of its loop that one I_T nexus has: bytes that its requests may move in a turn while others are at work on the
 * loop. A device that answers at once, such as memory, would otherwise be read for all that one nexus wants before anybody else is looked
 * at. Owner: the loop thread.
 */
public final class TurnShare {
    private final IoLoop loop;
    private final long limitBytes;
    private long turnNanos;
    private long bytes;

    /** @param limitBytes a single request may be longer */
    public TurnShare(IoLoop loop, long limitBytes) {
        this.loop = loop;
        this.limitBytes = limitBytes;
    }

    /** Returns true if {@code more} bytes fit into this turn, while others are at work on the loop; if so, they are counted. */
    boolean take(long more) {
        long now = loop.nowNanos();
        if (now != turnNanos) {
            turnNanos = now;
            bytes = 0;
        }
        if (bytes > 0 && bytes + more > limitBytes) {
            return false;
        }
        bytes += more;
        return true;
    }
}
