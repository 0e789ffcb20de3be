package dev.sluice.scsi.transfer;

import dev.sluice.io.device.BlockOperation;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.scsi.protection.ProtectedDevice;
import dev.sluice.scsi.task.ActivityType;
import java.util.Arrays;

/**
 * Unmaps or zeroes ranges of blocks, after their protection information was set to all ones, which says that nothing is to be
 * checked. In pieces: whole sectors of information at once, or a part of one.
 */
public final class ProtectedReset extends ProtectedActivity {
    public static final ActivityType<ProtectedReset> TYPE =
            new ActivityType<>(ProtectedReset.class, ProtectedReset::new);

    /** The bytes that a memory device zeroes in about a millisecond. */
    private static final int ZERO_STEP = 8 << 20;

    private static final int UNMAP_STEP = 1 << 30;

    private long[] starts = new long[1];
    private long[] counts = new long[1];
    private int count;
    private int current;
    private boolean unmaps;
    private boolean flushPending;
    private boolean flushing;
    private boolean whole;

    private ProtectedReset() {}

    /** Forgets all ranges: to be called first. */
    public ProtectedReset clear() {
        count = 0;
        return this;
    }

    /** Adds a range, in blocks. */
    public void add(long firstLba, long length) {
        if (length == 0) {
            return;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            counts = Arrays.copyOf(counts, count * 2);
        }
        starts[count] = firstLba;
        counts[count++] = length;
    }

    /** Unmaps the ranges that were added. */
    public void unmap() {
        unmaps = true;
        start();
    }

    /** Zeroes the ranges that were added. */
    public void writeZeroes() {
        unmaps = false;
        start();
    }

    private void start() {
        resetProtected(false);
        flushPending = unmaps && forceUnitAccess;
        flushing = false;
        current = 0;
        pump();
    }

    @Override
    void releaseAll() {
        super.releaseAll();
        if (starts.length > RangeSequence.KEPT_RANGES) {
            starts = new long[1];
            counts = new long[1];
        }
    }

    @Override
    BufferShare buffers() {
        return task().unitNexus().scratchBuffers();
    }

    @Override
    void step() {
        if (isBusy()) {
            return;
        }
        if (current == count) {
            if (flushPending) {
                flushPending = false;
                flushing = true;
                chunk.request.prepareFlush();
                submit(chunk);
            }
            return;
        }
        long first = starts[current];
        int within = (int) (first % ProtectedDevice.SECTOR_BLOCKS);
        long sectors = counts[current] / ProtectedDevice.SECTOR_BLOCKS;
        whole = within == 0 && sectors > 0;
        long length = whole
                ? Math.min(sectors * ProtectedDevice.SECTOR_BLOCKS, (unmaps ? UNMAP_STEP : ZERO_STEP) / blockSize)
                : Math.min(counts[current], ProtectedDevice.SECTOR_BLOCKS - within);
        starts[current] += length;
        counts[current] -= length;
        if (counts[current] == 0) {
            current++;
        }
        begin(first, (int) length, ProtectedDevice.SECTOR_BYTES);
    }

    @Override
    boolean perform(int position) {
        if (isStopping() || flushing) {
            return false;
        }
        // Whole sectors need not be read first.
        switch (whole ? position + 1 : position) {
            case 0 -> readInformation();
            case 1 -> forget();
            case 2 -> reset(lba * blockSize, (long) blocks * blockSize);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void forget() {
        if (whole) {
            chunk.request.prepareWriteZeroes(
                    ProtectedDevice.sectorOf(lba), ProtectedDevice.sectorBytes(lba, blocks), forceUnitAccess);
            submit(chunk);
        } else {
            takeInformation();
            Arrays.fill(information, 0, blocks, -1);
            writeInformation();
        }
    }

    private void reset(long offset, long length) {
        task().loopUnit().gate().changes(offset, length);
        if (unmaps) {
            chunk.request.prepareUnmap(offset, length);
        } else {
            chunk.request.prepareWriteZeroes(offset, length, forceUnitAccess);
        }
        submit(chunk);
    }

    /** UNMAP is a hint, but where it promises zeroes it has to keep that. */
    @Override
    boolean recovers(Chunk failed) {
        if (failed.request.operation() != BlockOperation.UNMAP || failed.request.error() != DeviceError.UNSUPPORTED) {
            return false;
        }
        if (task().unit().device().unmapZeroes()) {
            chunk.request.prepareWriteZeroes(failed.request.offset(), failed.request.length(), false);
            submit(chunk);
        } else {
            done(failed);
        }
        return true;
    }

    @Override
    boolean isComplete() {
        return current == count && !flushPending && !isBusy();
    }
}
