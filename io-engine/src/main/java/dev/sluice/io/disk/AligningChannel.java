package dev.sluice.io.disk;

import dev.sluice.io.device.BlockOperation;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.io.sys.Mapping;
import dev.sluice.io.sys.SystemCallException;
import java.io.UncheckedIOException;

/**
 * A channel for requests that are less aligned than the storage takes: they are carried out in pieces through bounce
 * buffers, and a piece that is written in part is read before.
 *
 * <p>Changes lock their range, rounded outwards, against the changes of all loops. Reads lock nothing: what is written back
 * beside a change is what was there. The bounce buffers are this channel's own: who
 * waits for one may hold a buffer of the loop's pools, and would wait for itself there. Owner: the loop's thread.
 */
final class AligningChannel implements DeviceChannel {
    /** Pieces of this size, in bytes: large enough for the edges of any request, and a few for large ones. */
    static final int PIECE_BYTES = 64 << 10;

    final IoLoop loop;
    final DeviceChannel inner;
    final RangeLocks locks;
    final BufferShare bounceBuffers;

    private final long alignmentMask;
    private final Mapping bounceMemory;
    private AlignedTask free;
    private int underWay;

    AligningChannel(IoLoop loop, DeviceChannel inner, int alignmentBytes, RangeLocks locks) {
        this.loop = loop;
        this.inner = inner;
        this.locks = locks;
        this.alignmentMask = alignmentBytes - 1L;
        try {
            this.bounceMemory = Mapping.anonymous(BufferPool.SLAB_BYTES);
        } catch (SystemCallException e) {
            inner.close();
            throw new UncheckedIOException(e);
        }
        this.bounceBuffers = new BufferPool(bounceMemory.segment()).openWhole();
    }

    @Override
    public void submit(BlockRequest request) {
        boolean isChange = request.operation() != BlockOperation.READ && request.operation() != BlockOperation.FLUSH;
        if (request.length() == 0 || !isChange && isAligned(request.offset()) && isAligned(request.length())) {
            inner.submit(request);
            return;
        }
        AlignedTask task = free;
        if (task == null) {
            task = new AlignedTask(this);
        } else {
            free = task.nextFree;
        }
        underWay++;
        task.begin(request, isChange);
    }

    void end(AlignedTask task) {
        underWay--;
        task.nextFree = free;
        free = task;
    }

    boolean isAligned(long value) {
        return (value & alignmentMask) == 0;
    }

    long down(long value) {
        return value & ~alignmentMask;
    }

    long up(long value) {
        return value + alignmentMask & ~alignmentMask;
    }

    @Override
    public void close() {
        assert underWay == 0 && bounceBuffers.outstanding() == 0 : "closed with requests under way";
        inner.close();
        bounceMemory.close();
    }
}
