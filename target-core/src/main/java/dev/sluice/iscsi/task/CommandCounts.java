package dev.sluice.iscsi.task;

import java.time.Instant;

/** Counts commands that have ended, and their bytes. Owner: the loop thread. */
public final class CommandCounts {
    private final Instant since;
    private long reads;
    private long writes;
    private long others;
    private long readBytes;
    private long writtenBytes;

    public CommandCounts(Instant since) {
        this.since = since;
    }

    /** The time at which it began to count. */
    public Instant since() {
        return since;
    }

    public void ended(CommandRequest request) {
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
