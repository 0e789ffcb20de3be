package dev.sluice.scsi.unit;

import dev.sluice.io.device.BlockOperation;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.protection.ProtectedDevice;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An operation on the whole medium in the background, which no reset and no abort stops: sanitizing or formatting. While
 * it goes on, and after it has failed, the unit is not ready.
 *
 * <p>It runs on one loop, a request at a time; any thread may ask for its progress.
 */
public final class MediumOperation {
    /** The command that began the operation. */
    public enum Kind {
        /** SBC-3 4.11. */
        SANITIZE(AdditionalSense.SANITIZE_IN_PROGRESS, AdditionalSense.SANITIZE_COMMAND_FAILED),
        /** SBC-3 4.10. */
        FORMAT(AdditionalSense.FORMAT_IN_PROGRESS, AdditionalSense.FORMAT_COMMAND_FAILED);

        private final int inProgress;
        private final int failed;

        Kind(int inProgress, int failed) {
            this.inProgress = inProgress;
            this.failed = failed;
        }
    }

    /** A change of all blocks, from the first to the last. */
    public sealed interface Pass {
        /** Gives the blocks back to the storage, which reads as zeroes then. */
        record Unmap() implements Pass {}

        /** Writes zeroes. */
        record Zero() implements Pass {}

        /** Writes {@code block} over and over; it is as long as a logical block. */
        record Fill(byte[] block) implements Pass {}
    }

    private static final long UNMAP_STEP = 1L << 30;
    private static final long ZERO_STEP = 8L << 20;
    private static final int FILL_STEP = BufferPool.MAX_BUFFER_BYTES;

    /** The PROGRESS INDICATION at the end; SPC-4 4.5.2.4.4. */
    private static final int ALL = 65536;

    private final Kind kind;
    private final List<Pass> passes;
    private final boolean mayBeGivenUp;
    private final CompletableFuture<SenseData> ended = new CompletableFuture<>();
    private final BlockRequest request = new BlockRequest(this::completed);
    private LoopUnit loopUnit;
    private Runnable whenOver;
    private long bytes;
    private int pass;
    private long offset;
    private IoBuffer buffer;
    private boolean zeroesInstead;
    private boolean forgetting;
    private volatile int progress;
    private volatile boolean stopping;
    private volatile boolean failed;

    /** @param mayBeGivenUp true if EXIT FAILURE MODE ends the state after a failure (AUSE) */
    public MediumOperation(Kind kind, List<Pass> passes, boolean mayBeGivenUp) {
        this.kind = kind;
        this.passes = List.copyOf(passes);
        this.mayBeGivenUp = mayBeGivenUp;
    }

    /** Completed, on any thread, with why it failed, or with null. */
    public CompletableFuture<SenseData> ended() {
        return ended;
    }

    /** Returns true if it has failed, and is over. */
    public boolean hasFailed() {
        return failed;
    }

    public boolean mayBeGivenUp() {
        return mayBeGivenUp;
    }

    /** The sense data for a command that needs the medium. */
    public SenseData refusal() {
        return failed
                ? SenseData.of(SenseKey.MEDIUM_ERROR, kind.failed)
                : SenseData.inProgress(kind.inProgress, Math.min(progress, ALL - 1));
    }

    /**
     * Starts the operation, on the loop of {@code by}.
     *
     * @param whenOver runs on that loop before {@link #ended} is completed
     */
    void start(LoopUnit by, long blocks, int blockShift, ProtectionType protection, Runnable whenOver) {
        this.loopUnit = by;
        this.whenOver = whenOver;
        bytes = blocks << blockShift;
        if (protection == ProtectionType.NONE) {
            next();
        } else {
            // Protection information that says nothing goes before data that it would not fit.
            forgetting = true;
            long end = ProtectedDevice.sectorOf(blocks - 1) + ProtectedDevice.SECTOR_BYTES;
            loopUnit.submit(
                    request.prepareWriteZeroes(ProtectedDevice.INFORMATION, end - ProtectedDevice.INFORMATION, false));
        }
    }

    /** Ends it as soon as may be, because the unit is closed; it is over when {@link #ended} is. */
    void stop() {
        stopping = true;
    }

    private void next() {
        if (stopping) {
            end(SenseData.of(SenseKey.MEDIUM_ERROR, kind.failed));
        } else if (pass == passes.size()) {
            loopUnit.submit(request.prepareFlush());
        } else {
            progress = (int) ((pass * (double) bytes + offset) / (passes.size() * (double) bytes) * ALL);
            submit(passes.get(pass));
        }
    }

    private void submit(Pass what) {
        switch (what) {
            case Pass.Unmap() when !zeroesInstead -> loopUnit.submit(request.prepareUnmap(offset, left(UNMAP_STEP)));
            case Pass.Unmap(), Pass.Zero() ->
                loopUnit.submit(request.prepareWriteZeroes(offset, left(ZERO_STEP), false));
            case Pass.Fill(byte[] block) -> {
                if (buffer == null) {
                    buffer = filled(block);
                }
                loopUnit.submit(request.prepareWrite(offset, (int) left(FILL_STEP), buffer, 0, false));
            }
        }
    }

    private long left(long step) {
        return Math.min(step, bytes - offset);
    }

    private IoBuffer filled(byte[] block) {
        IoBuffer made = loopUnit.operationBuffer();
        for (int at = 0; at < FILL_STEP; at += block.length) {
            MemorySegment.copy(block, 0, made.segment(), ValueLayout.JAVA_BYTE, at, block.length);
        }
        return made;
    }

    /** Other work of the loop gets its turn between two pieces. */
    private void completed(BlockRequest ignored) {
        loopUnit.loop().execute(this::goOn);
    }

    private void goOn() {
        if (request.operation() == BlockOperation.UNMAP && request.error() == DeviceError.UNSUPPORTED) {
            zeroesInstead = true;
        } else if (request.error() != null) {
            end(SenseData.of(SenseKey.MEDIUM_ERROR, kind.failed));
            return;
        } else if (forgetting) {
            forgetting = false;
        } else if (request.operation() == BlockOperation.FLUSH) {
            end(null);
            return;
        } else {
            offset += request.length();
        }
        if (offset == bytes) {
            offset = 0;
            pass++;
            releaseBuffer();
        }
        next();
    }

    private void releaseBuffer() {
        if (buffer != null) {
            buffer.release();
            buffer = null;
        }
    }

    private void end(SenseData why) {
        releaseBuffer();
        failed = why != null;
        whenOver.run();
        ended.complete(why);
    }
}
