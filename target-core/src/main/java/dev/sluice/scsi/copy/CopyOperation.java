package dev.sluice.scsi.copy;

import dev.sluice.scsi.sense.SenseData;

/** How far a copy is, and how it ended. Owner: the loop thread of its task. */
final class CopyOperation {
    private int segmentsDone;
    private long bytesDone;
    private boolean underWay = true;
    private SenseData failure;
    private Runnable stop = () -> {};

    boolean isUnderWay() {
        return underWay;
    }

    /** Why it failed; null if it has not. */
    SenseData failure() {
        return failure;
    }

    int segmentsDone() {
        return segmentsDone;
    }

    long bytesDone() {
        return bytesDone;
    }

    /** Ends it early; it fails then. */
    void stop() {
        stop.run();
    }

    void began(Runnable howToStop) {
        stop = howToStop;
    }

    void copied(long bytes) {
        bytesDone += bytes;
    }

    void segmentDone() {
        segmentsDone++;
    }

    void ended(SenseData why) {
        underWay = false;
        failure = why;
        stop = () -> {};
    }
}
