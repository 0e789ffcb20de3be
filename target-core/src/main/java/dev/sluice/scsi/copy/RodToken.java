package dev.sluice.scsi.copy;

import dev.sluice.scsi.atomic.MediumWatch;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;
import dev.sluice.scsi.unit.LogicalUnit;
import java.util.List;

/**
 * A representation of data (SPC-4 5.17.6): what blocks held when the token was made. It is a point in time copy of the kind that is
 * vulnerable to change: as soon as one of its blocks is written, it represents nothing any more. Any thread.
 */
final class RodToken {
    static final int BYTES = 512;

    /** The ROD TOKEN LENGTH of all tokens; SPC-4 table 113. */
    static final int LENGTH_FIELD = 0x01F8;

    private final long identifier;
    private final byte[] bytes;
    private final List<BlockRange> ranges;
    private final MediumWatch watch;
    private final long timeoutNanos;
    private volatile long lastUsed;
    private volatile boolean ended;

    RodToken(
            long identifier,
            byte[] bytes,
            List<BlockRange> ranges,
            MediumWatch watch,
            long timeoutNanos,
            long nowNanos) {
        this.identifier = identifier;
        this.bytes = bytes;
        this.ranges = ranges;
        this.watch = watch;
        this.timeoutNanos = timeoutNanos;
        this.lastUsed = nowNanos;
    }

    long identifier() {
        return identifier;
    }

    byte[] bytes() {
        return bytes;
    }

    List<BlockRange> ranges() {
        return ranges;
    }

    MediumWatch watch() {
        return watch;
    }

    /** Returns true if its blocks still hold what it represents, and somebody makes sure of that. */
    boolean isIntact() {
        return !ended && watch.isUntouched();
    }

    void used(long nowNanos) {
        lastUsed = nowNanos;
    }

    /** The time at which it expires, unless it is used before. */
    long expiresIn(long nowNanos) {
        return timeoutNanos - (nowNanos - lastUsed);
    }

    boolean isExpired(long nowNanos) {
        return expiresIn(nowNanos) <= 0;
    }

    static SenseData problem(int additional) {
        return SenseData.of(SenseKey.ILLEGAL_REQUEST, additional);
    }

    static SenseData revoked() {
        return problem(AdditionalSense.INVALID_TOKEN_OPERATION_TOKEN_REVOKED);
    }

    /** Begins to watch its blocks. */
    void begin(LogicalUnit unit) {
        unit.atomicAccess().watch(watch);
    }

    /** Nobody may use it any more, not even who does so now. */
    void end(LogicalUnit unit) {
        ended = true;
        unit.atomicAccess().unwatch(watch);
    }
}
