package dev.sluice.scsi.copy;

import dev.sluice.scsi.sense.SenseData;

/** The progress of a copy, and its end. Owner: the loop thread of its task. */
final class CopyOperation {
    /** COPY OPERATION STATUS; SPC-4 table 268. */
    private static final int COMPLETED = 0x01;

    private static final int FAILED = 0x02;
    private static final int COMPLETED_WITH_RESIDUAL = 0x03;
    private static final int IN_FOREGROUND = 0x11;
    private static final int IN_BACKGROUND = 0x12;
    private static final int TERMINATED = 0x60;

    private final int serviceAction;
    private final int blockShift;
    private final boolean inBackground;
    private int segmentsDone;
    private long bytesDone;
    private boolean underWay = true;
    private boolean stopped;
    private boolean residual;
    private byte[] token;
    private SenseData failure;
    private Runnable stop = () -> {};
    private Runnable whenEnded = () -> {};

    private CopyOperation(int serviceAction, int blockShift, boolean inBackground) {
        this.serviceAction = serviceAction;
        this.blockShift = blockShift;
        this.inBackground = inBackground;
    }

    static CopyOperation extended(int serviceAction) {
        return new CopyOperation(serviceAction, 0, false);
    }

    static CopyOperation withTokens(int serviceAction, int blockShift, boolean inBackground) {
        return new CopyOperation(serviceAction, blockShift, inBackground);
    }

    /** Of the command that began it. */
    int serviceAction() {
        return serviceAction;
    }

    boolean isUnderWay() {
        return underWay;
    }

    /** The reason for which it failed; null if it has not. */
    SenseData failure() {
        return failure;
    }

    /** COPY OPERATION STATUS. */
    int status() {
        if (underWay) {
            return inBackground ? IN_BACKGROUND : IN_FOREGROUND;
        } else if (failure != null) {
            return stopped ? TERMINATED : FAILED;
        }
        return residual ? COMPLETED_WITH_RESIDUAL : COMPLETED;
    }

    int segmentsDone() {
        return segmentsDone;
    }

    /** From the first one on, without a gap. */
    long bytesDone() {
        return bytesDone;
    }

    /** The same in logical blocks of the unit that has the command. */
    long blocksDone() {
        return bytesDone >>> blockShift;
    }

    /** The token that it has made, or null. */
    byte[] token() {
        return token;
    }

    /** Ends it early; it fails then. */
    void stop() {
        stop.run();
    }

    void began(Runnable howToStop) {
        stop = howToStop;
    }

    /** Runs something when it has ended. */
    void whenEnded(Runnable action) {
        whenEnded = action;
    }

    /** Returns true if less is to be done than was asked for. */
    void residual(boolean isLess) {
        residual = isLess;
    }

    void copied(long bytesWithoutGap) {
        bytesDone = bytesWithoutGap;
    }

    void segmentDone() {
        segmentsDone++;
    }

    /** It has made a token. */
    void made(byte[] bytes, long represented) {
        token = bytes;
        bytesDone = represented;
    }

    /** It is being ended early. */
    void stopped() {
        stopped = true;
    }

    void ended(SenseData why) {
        underWay = false;
        failure = why;
        stop = () -> {};
        whenEnded.run();
    }
}
