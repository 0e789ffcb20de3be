package dev.sluice.scsi.atomic;

import dev.sluice.io.device.BlockRequest;

/**
 * A request that reads or changes the medium, as the {@link AccessGate} sees it: made once, used again and again. Owner: the loop
 * thread.
 */
public abstract class MediumAccess {
    /** The ticket of one that is not under way. */
    private static final long NONE = Long.MAX_VALUE;

    /** The highest ticket that it has waited for, or waits for; 0 once it may go on, {@link #NONE} after its end. */
    private long ticket = NONE;

    private boolean waiting;
    private boolean reading;

    /** For one that never changes anything. */
    protected final void onlyReads() {
        reading = true;
    }

    /** The request; its range must not change before the end. */
    protected abstract BlockRequest request();

    /** The wait is over. */
    protected abstract void admitted();

    /** Returns true if it is under way or waits. */
    public final boolean isUnderWay() {
        return ticket != NONE;
    }

    /** Returns true if it is under way or waits, and {@code range} has to wait for it. */
    public final boolean goesBefore(AtomicRange range) {
        return ticket < range.ticket()
                && (!reading || range.excludesReaders())
                && range.overlaps(request().offset(), request().length());
    }

    final boolean isWaiting() {
        return waiting;
    }

    final boolean isBlockedBy(AtomicRanges ranges) {
        return ranges.block(request().offset(), request().length(), ticket, reading);
    }

    /** Tells the watches, if it changes anything. */
    final void tell(AtomicRanges ranges) {
        if (!reading) {
            ranges.changes(request().offset(), request().length());
        }
    }

    final void waitFor(long upToTicket) {
        ticket = upToTicket;
        waiting = true;
    }

    final void begin() {
        ticket = 0;
        waiting = false;
    }

    final void end() {
        ticket = NONE;
        waiting = false;
    }
}
