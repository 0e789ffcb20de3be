package dev.sluice.iscsi.session;

import java.time.Instant;

/** Counts commands that have ended, and their bytes. Owner: the loop thread. */
final class CommandCounts {
    private final Instant since;
    private long reads;
    private long writes;
    private long others;
    private long readBytes;
    private long writtenBytes;

    CommandCounts(Instant since) {
        this.since = since;
    }

    /** When it began to count. */
    Instant since() {
        return since;
    }

    void ended(CommandRequest request) {
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
    long reads() {
        return reads;
    }

    /** Those with data from the initiator. */
    long writes() {
        return writes;
    }

    /** Those without data. */
    long others() {
        return others;
    }

    /** As the initiator expected them. */
    long readBytes() {
        return readBytes;
    }

    /** As the initiator announced them. */
    long writtenBytes() {
        return writtenBytes;
    }
}
