package dev.sluice.scsi.transfer;

import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.atomic.AtomicRange;
import dev.sluice.scsi.task.ActivityType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads blocks, and sends what is made of each of them. One piece after the other; not for the fast path. */
public final class ComposedRead extends DeviceActivity {
    public static final ActivityType<ComposedRead> TYPE = new ActivityType<>(ComposedRead.class, ComposedRead::new);

    /** The maker of the bytes that are sent for a block. */
    public interface Composer {
        /** The number of bytes that are sent for each block; at least 1. */
        int length();

        /** Writes them for {@code block}, whose bytes are in {@code source}, into {@code target}. */
        void compose(long block, byte[] source, int from, byte[] target, int to);
    }

    private final Chunk chunk = new Chunk(this).reading();
    private Composer composer;
    private long nextBlock;
    private long undelivered;
    private int blocks;
    private boolean reading;
    private boolean ready;
    private boolean first;

    private ComposedRead() {}

    /** Sends what {@code by} makes of {@code count} blocks, or as much as the initiator expects. */
    public void start(long block, long count, Composer by) {
        dataInLength(count * by.length());
        undelivered = Math.min(count * by.length(), task().expectedDataIn());
        reset();
        composer = by;
        nextBlock = block;
        reading = false;
        ready = false;
        first = true;
        pump();
    }

    @Override
    void step() {
        if (ready) {
            deliver();
        }
        if (reading || undelivered == 0 || !first && !task().transport().acceptsDataIn()) {
            return;
        }
        first = false;
        reading = true;
        int larger = Math.max(composer.length(), task().unit().blockSize());
        blocks = (int) Math.min(Math.ceilDiv(undelivered, composer.length()), BufferPool.MAX_BUFFER_BYTES / larger);
        if (acquire(chunk, task().transferBuffers(), blocks * larger)) {
            read();
        }
    }

    @Override
    void granted(Chunk ignored) {
        if (!isStopping()) {
            read();
        }
    }

    private void read() {
        int shift = task().unit().blockShift();
        chunk.request.prepareRead(nextBlock << shift, blocks << shift, chunk.buffer, 0);
        submitGated(chunk);
    }

    @Override
    void done(Chunk ignored) {
        reading = false;
        ready = true;
    }

    private void deliver() {
        ready = false;
        int blockSize = task().unit().blockSize();
        IoBuffer buffer = chunk.buffer;
        byte[] source = new byte[blocks * blockSize];
        MemorySegment.copy(buffer.segment(), ValueLayout.JAVA_BYTE, 0, source, 0, source.length);
        byte[] target = new byte[blocks * composer.length()];
        for (int i = 0; i < blocks; i++) {
            composer.compose(nextBlock + i, source, i * blockSize, target, i * composer.length());
        }
        int length = (int) Math.min(target.length, undelivered);
        MemorySegment.copy(target, 0, buffer.segment(), ValueLayout.JAVA_BYTE, 0, length);
        nextBlock += blocks;
        undelivered -= length;
        chunk.buffer = null;
        task().transport().dataIn(buffer, 0, length);
    }

    @Override
    protected void dataInReady() {
        pump();
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
    void releaseAll() {
        chunk.releaseBuffer();
    }

    @Override
    boolean isComplete() {
        return undelivered == 0;
    }
}
