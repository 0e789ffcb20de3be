package dev.sluice.io.disk;

import dev.sluice.io.device.BlockCompletion;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.memory.BufferWaiter;
import dev.sluice.io.memory.IoBuffer;
import java.lang.foreign.MemorySegment;

/**
 * One request on its way through an {@link AligningChannel}: lock, pieces, unlock. A piece is a range of the storage that
 * either the inner channel is given as it is, or that goes through the bounce buffer. Owner: the channel's loop thread.
 */
final class AlignedTask implements BlockCompletion, BufferWaiter {
    private enum Step {
        READING_PIECE,
        WRITING_PIECE,
        PASSING
    }

    AlignedTask nextFree;

    private final AligningChannel channel;
    private final BlockRequest inner = new BlockRequest(this);
    private final RangeLock lock;

    private BlockRequest request;
    private boolean isChange;
    private IoBuffer bounce;
    private Step step;
    /** The range of the piece under way on the storage. */
    private long pieceStart;

    private int pieceLength;

    AlignedTask(AligningChannel channel) {
        this.channel = channel;
        Runnable resume = this::locked;
        this.lock = new RangeLock(() -> channel.loop.execute(resume));
    }

    void begin(BlockRequest newRequest, boolean changes) {
        request = newRequest;
        isChange = changes;
        long start = channel.down(request.offset());
        if (!isChange || channel.locks.lock(lock, start, channel.up(requestEnd()) - start)) {
            locked();
        }
    }

    private long requestEnd() {
        return request.offset() + request.length();
    }

    private void locked() {
        if (isWhole()) {
            proceed();
            return;
        }
        bounce = channel.bounceBuffers.acquire(AligningChannel.PIECE_BYTES, this);
        if (bounce != null) {
            proceed();
        }
    }

    @Override
    public void bufferGranted(IoBuffer buffer) {
        bounce = buffer;
        proceed();
    }

    private boolean isWhole() {
        return channel.isAligned(request.offset()) && channel.isAligned(request.length());
    }

    /** Starts the next piece, or ends. */
    private void proceed() {
        long at = request.offset() + request.progress;
        long left = request.length() - request.progress;
        if (left == 0) {
            end(null);
        } else if (isWhole()) {
            pass(at, left);
        } else if (request.buffer() == null && channel.isAligned(at) && channel.down(requestEnd()) > at) {
            pass(at, channel.down(requestEnd()) - at);
        } else {
            bounce(at);
        }
    }

    private void pass(long at, long length) {
        step = Step.PASSING;
        pieceLength = 0;
        pieceStart = at + length;
        channel.inner.submit(inner.prepareAs(request, at, length));
    }

    private void bounce(long at) {
        pieceStart = channel.down(at);
        long pieceEnd = Math.min(channel.up(requestEnd()), pieceStart + AligningChannel.PIECE_BYTES);
        if (request.buffer() == null && !channel.isAligned(at)) {
            // The first block of a long range: what follows it is passed on.
            pieceEnd = channel.up(at);
        }
        pieceLength = (int) (pieceEnd - pieceStart);
        boolean isPartial = pieceStart < at || pieceEnd > requestEnd();
        if (!isChange || isPartial) {
            step = Step.READING_PIECE;
            channel.inner.submit(inner.prepareRead(pieceStart, pieceLength, bounce, 0));
        } else {
            writePiece();
        }
    }

    private void writePiece() {
        step = Step.WRITING_PIECE;
        copy();
        channel.inner.submit(inner.prepareWrite(pieceStart, pieceLength, bounce, 0, request.forceUnitAccess()));
    }

    /** Between the bounce buffer and the request's, what of the request lies in the piece. */
    private void copy() {
        long at = request.offset() + request.progress;
        long inPiece = at - pieceStart;
        long length = pieceProgress();
        MemorySegment piece = bounce.segment();
        if (request.buffer() == null) {
            piece.asSlice(inPiece, length).fill((byte) 0);
            return;
        }
        MemorySegment data = request.buffer().segment();
        long inData = request.bufferOffset() + request.progress;
        if (isChange) {
            MemorySegment.copy(data, inData, piece, inPiece, length);
        } else {
            MemorySegment.copy(piece, inPiece, data, inData, length);
        }
    }

    private long pieceProgress() {
        return Math.min(requestEnd(), pieceStart + pieceLength) - request.offset() - request.progress;
    }

    @Override
    public void completed(BlockRequest ended) {
        if (ended.error() != null) {
            end(ended.error());
            return;
        }
        if (step == Step.READING_PIECE && isChange) {
            writePiece();
            return;
        }
        if (step == Step.READING_PIECE) {
            copy();
        }
        request.progress += pieceProgress();
        proceed();
    }

    private void end(DeviceError error) {
        BlockRequest ended = request;
        IoBuffer used = bounce;
        request = null;
        bounce = null;
        if (isChange) {
            channel.locks.unlock(lock);
        }
        channel.end(this);
        if (used != null) {
            used.release();
        }
        ended.complete(error);
    }
}
