package dev.sluice.iscsi.task;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts of the commands of a session that have ended, and of their bytes. Owner: the loop thread. */
public final class CommandCounts {
    /** The longest latency that is told apart. */
    static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Instant since;
    private final Histogram latency;
    private long reads;
    private long writes;
    private long others;
    private long readBytes;
    private long writtenBytes;

    /** @param latency of the commands of all sessions of the loop, in nanoseconds from the header to the status */
    CommandCounts(Instant since, Histogram latency) {
        this.since = since;
        this.latency = latency;
    }

    /** The time at which it began to count. */
    public Instant since() {
        return since;
    }

    /** A command has ended with a status, {@code nanos} after its header arrived. */
    public void ended(CommandRequest request, long nanos) {
        latency.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
        if (request.isRead()) {
            reads++;
            readBytes += request.expectedLength();
        } else if (request.isWrite()) {
            writes++;
            writtenBytes += request.expectedLength();
        } else {
            others++;
        }
    }

    /** Adds the counts of another session. */
    void add(CommandCounts other) {
        reads += other.reads;
        writes += other.writes;
        others += other.others;
        readBytes += other.readBytes;
        writtenBytes += other.writtenBytes;
    }

    /** Those with data for the initiator. */
    public long reads() {
        return reads;
    }

    /** Those with data from the initiator. */
    public long writes() {
        return writes;
    }

    /** Those without data. */
    public long others() {
        return others;
    }

    /** As the initiator expected them. */
    public long readBytes() {
        return readBytes;
    }

    /** As the initiator announced them. */
    public long writtenBytes() {
        return writtenBytes;
    }
}
