package dev.sluice.scsi.transfer;

import dev.sluice.io.device.BlockOperation;
import dev.sluice.io.device.DeviceError;
import dev.sluice.scsi.atomic.AtomicRange;
import dev.sluice.scsi.task.ActivityType;
import java.util.Arrays;

/**
 * Requests without data, one after the other: unmaps or zeroes ranges, flushes. Long ranges go in pieces, and between
 * two pieces the loop does other work.
 */
public final class RangeSequence extends DeviceActivity {
    public static final ActivityType<RangeSequence> TYPE = new ActivityType<>(RangeSequence.class, RangeSequence::new);

    /** The bytes that a memory device zeroes in about a millisecond. */
    private static final long ZERO_STEP = 8L << 20;

    private static final long UNMAP_STEP = 1L << 30;

    /** Ranges that a task has room for between its commands. */
    static final int KEPT_RANGES = 16;

    private final Chunk chunk = new Chunk(this);
    private long[] offsets = new long[1];
    private long[] lengths = new long[1];
    private int count;
    private int current;
    private BlockOperation operation;
    private boolean forceUnitAccess;
    private boolean flushPending;
    private boolean busy;

    private RangeSequence() {}

    /** Forgets all ranges: to be called first. */
    public RangeSequence clear() {
        count = 0;
        return this;
    }

    /** Adds a range, in bytes. */
    public void add(long offset, long length) {
        if (length == 0) {
            return;
        }
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        offsets[count] = offset;
        lengths[count++] = length;
    }

    /** Unmaps the ranges that were added. */
    public void unmap() {
        start(BlockOperation.UNMAP, !task().unitState().modes().writeCache());
    }

    /** Zeroes the ranges that were added. */
    public void writeZeroes(boolean durably) {
        forceUnitAccess = durably || !task().unitState().modes().writeCache();
        start(BlockOperation.WRITE_ZEROES, false);
    }

    /** Makes everything durable that was completed before. */
    public void flush() {
        clear();
        start(BlockOperation.FLUSH, true);
    }

    @Override
    void releaseAll() {
        if (offsets.length > KEPT_RANGES) {
            offsets = new long[1];
            lengths = new long[1];
        }
    }

    private void start(BlockOperation what, boolean flushAtEnd) {
        reset();
        operation = what;
        flushPending = flushAtEnd;
        current = 0;
        busy = false;
        pump();
    }

    @Override
    void step() {
        if (busy) {
            return;
        }
        if (current < count) {
            busy = true;
            long length = Math.min(lengths[current], operation == BlockOperation.UNMAP ? UNMAP_STEP : ZERO_STEP);
            chunk.offset = offsets[current];
            offsets[current] += length;
            lengths[current] -= length;
            if (lengths[current] == 0) {
                current++;
            }
            if (operation == BlockOperation.UNMAP) {
                chunk.request.prepareUnmap(chunk.offset, length);
            } else {
                chunk.request.prepareWriteZeroes(chunk.offset, length, forceUnitAccess);
            }
            submitGated(chunk);
        } else if (flushPending) {
            busy = true;
            flushPending = false;
            chunk.request.prepareFlush();
            submit(chunk);
        }
    }

    @Override
    void done(Chunk ignored) {
        if (current < count && operation != BlockOperation.UNMAP) {
            underWay(1);
            task().loop().execute(this::resume);
        } else {
            busy = false;
        }
    }

    private void resume() {
        busy = false;
        underWay(-1);
        pump();
    }

    /** UNMAP is a hint, but where it promises zeroes it has to keep that. */
    @Override
    boolean recovers(Chunk failed) {
        if (failed.request.operation() != BlockOperation.UNMAP || failed.request.error() != DeviceError.UNSUPPORTED) {
            return false;
        }
        if (task().unit().device().unmapZeroes()) {
            chunk.request.prepareWriteZeroes(failed.offset, failed.request.length(), false);
            submitGated(chunk);
        } else {
            busy = false;
        }
        return true;
    }

    @Override
    protected boolean goesBefore(AtomicRange range) {
        return chunk.goesBefore(range);
    }

    @Override
    void cancelWaits() {
        cancelWait(chunk);
    }

    @Override
    boolean isComplete() {
        return current == count && !flushPending && !busy;
    }
}
