package dev.sluice.scsi.copy;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;
import dev.sluice.scsi.task.Activity;
import dev.sluice.scsi.task.ActivityType;
import java.util.List;

/**
 * Copies segments one after the other, some pieces of each at a time: every {@link CopyLane} has the device server read a piece
 * and write it, from the very buffer. What the storage can clone goes through the {@link CloneLane}, one piece at a time.
 */
final class CopyTransfer extends Activity {
    static final ActivityType<CopyTransfer> TYPE = new ActivityType<>(CopyTransfer.class, CopyTransfer::new);

    private static final int LANES = 4;

    /** The heap that a copy takes, in bytes: its lanes, each with a task of its own, and what is to be copied. */
    private static final int HEAP_BYTES = 16 << 10;

    private CopyLane[] lanes;
    private CloneLane cloner;
    private boolean cloning;
    private int cloneUnit;
    private List<Segment> segments;
    private CopyOperation operation;
    private int current;
    private long issued;
    private long issuedInAll;
    private long firstFailed;
    private int busy;
    private SenseData failure;
    private boolean aborted;
    private boolean pumping;

    private CopyTransfer() {}

    void start(List<Segment> whatToCopy, CopyOperation progress) {
        if (task().borrow(HEAP_BYTES) == null) {
            progress.ended(SenseData.of(SenseKey.COPY_ABORTED, AdditionalSense.NO_ADDITIONAL_SENSE_INFORMATION));
            refuse();
            return;
        }
        lanes = new CopyLane[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = new CopyLane(this, task());
        }
        cloner = new CloneLane(this, task());
        segments = whatToCopy;
        operation = progress;
        current = 0;
        issued = 0;
        issuedInAll = 0;
        firstFailed = Long.MAX_VALUE;
        failure = null;
        aborted = false;
        operation.began(
                () -> stopWith(SenseData.of(SenseKey.COPY_ABORTED, AdditionalSense.NO_ADDITIONAL_SENSE_INFORMATION)));
        cloning = false;
        cloneUnit = segments.isEmpty() ? 0 : segments.getFirst().cloneUnit();
        pump();
    }

    /** A piece has been cloned, or {@code problem} says why not; if neither, it is to be copied. */
    void cloneEnded(CloneLane ended, SenseData problem, boolean isDone) {
        busy--;
        cloning = false;
        if (problem != null) {
            firstFailed = Math.min(firstFailed, ended.position());
            if (failure == null) {
                failure = problem;
            }
        } else if (isDone) {
            operation.copied(copied());
        } else {
            // Nothing comes behind it: it was alone.
            issued -= ended.length();
            issuedInAll -= ended.length();
            cloneUnit = 0;
        }
        pump();
    }

    /** A piece has been copied, or {@code problem} says why not. */
    void laneEnded(CopyLane ended, SenseData problem) {
        busy--;
        if (problem == null) {
            operation.copied(copied());
        } else {
            firstFailed = Math.min(firstFailed, ended.position());
            for (CopyLane lane : lanes) {
                lane.stop();
            }
            if (failure == null) {
                failure = problem;
            }
        }
        pump();
    }

    /** The bytes that are on the destination for certain: up to the first piece that is under way or has failed. */
    private long copied() {
        long end = Math.min(firstFailed, issuedInAll);
        for (CopyLane lane : lanes) {
            if (lane.isBusy()) {
                end = Math.min(end, lane.position());
            }
        }
        return end;
    }

    private void stopWith(SenseData why) {
        operation.stopped();
        if (failure == null) {
            failure = why;
        }
        pumping = true;
        for (CopyLane lane : lanes) {
            lane.abort();
        }
        if (cloning) {
            cloner.abort();
        }
        pumping = false;
        pump();
    }

    private boolean isStopping() {
        return aborted || failure != null;
    }

    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        while (!isStopping() && issueOne()) {
            // As many as there are lanes for.
        }
        pumping = false;
        if (busy == 0) {
            end();
        }
    }

    /** Starts the next piece; false if nothing is left, or nothing can be started now. */
    private boolean issueOne() {
        if (current == segments.size()) {
            return false;
        }
        Segment segment = segments.get(current);
        if (issued == segment.length()) {
            // A later segment may read what this one writes.
            if (busy > 0) {
                return false;
            }
            operation.segmentDone();
            issued = 0;
            current++;
            cloneUnit = current == segments.size() ? 0 : segments.get(current).cloneUnit();
            return true;
        }
        long left = segment.length() - issued;
        if (cloneUnit != 0 && left >= CopyLimits.LEAST_CLONE) {
            long head = -(segment.sourceOffset() + issued) & cloneUnit - 1;
            if (head == 0) {
                return issueClone(segment, (int) Math.min(left & -cloneUnit, CopyLimits.CLONE_STEP));
            }
            return issueCopy(segment, head);
        }
        return issueCopy(segment, left);
    }

    private boolean issueClone(Segment segment, int length) {
        if (busy > 0) {
            return false;
        }
        cloning = true;
        long offset = issued;
        long position = issuedInAll;
        count(length);
        cloner.copy(task().nexus(), segment, offset, length, position);
        return true;
    }

    private boolean issueCopy(Segment segment, long upTo) {
        if (cloning || busy == (segment.overlaps() ? 1 : LANES)) {
            return false;
        }
        int most = segment.isZeroes() ? CopyLimits.ZERO_STEP : BufferPool.MAX_BUFFER_BYTES;
        int length = (int) Math.min(upTo, most);
        long offset = issued;
        long position = issuedInAll;
        count(length);
        freeLane().copy(task().nexus(), segment, offset, length, position);
        return true;
    }

    private void count(int length) {
        issued += length;
        issuedInAll += length;
        busy++;
    }

    private CopyLane freeLane() {
        for (CopyLane lane : lanes) {
            if (!lane.isBusy()) {
                return lane;
            }
        }
        throw new IllegalStateException("no lane is free");
    }

    private void end() {
        CopyOperation ended = operation;
        operation = null;
        segments = List.of();
        lanes = null;
        cloner = null;
        SenseData why = failure != null
                ? failure
                : aborted ? SenseData.of(SenseKey.COPY_ABORTED, AdditionalSense.NO_ADDITIONAL_SENSE_INFORMATION) : null;
        ended.ended(why);
        if (aborted) {
            rest();
        } else if (failure != null) {
            fail(failure);
        } else {
            succeed();
        }
    }

    @Override
    protected void abort() {
        aborted = true;
        stopWith(SenseData.of(SenseKey.COPY_ABORTED, AdditionalSense.NO_ADDITIONAL_SENSE_INFORMATION));
    }
}
