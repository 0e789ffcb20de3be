package dev.sluice.io.memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * A piece of off-heap memory that disks and sockets read and write in place.
 *
 * <p>It is counted: {@link BufferShare#acquire} gives it with one reference, whoever keeps it longer than its owner {@linkplain #retain() retains} it, and the last
 * {@link #release()} sends it home. A buffer of a pool has an address that is a multiple of 4,096, so it suits O_DIRECT. The memory of a
 * {@linkplain #lend() lent} buffer belongs to a device: it is only read. All calls belong to one loop's thread.
 */
public final class IoBuffer {
    /** The span that it is a part of, or null where it is lent. */
    final Span span;

    private final BufferHome home;
    private final MemorySegment segment;
    private final ByteBuffer byteBuffer;
    private final long address;
    private final int capacity;
    private int references;

    IoBuffer(Span span, MemorySegment segment) {
        this(span, span, segment);
    }

    /**
     * A buffer over memory of a device, which is used again and again by {@link #lend}.
     *
     * @param home of the memory
     * @param segment at most 1 GiB
     */
    public IoBuffer(BufferHome home, MemorySegment segment) {
        this(null, home, segment);
    }

    private IoBuffer(Span span, BufferHome home, MemorySegment segment) {
        this.span = span;
        this.home = home;
        this.segment = segment;
        this.byteBuffer = segment.asByteBuffer();
        this.address = segment.address();
        this.capacity = Math.toIntExact(segment.byteSize());
    }

    /** The memory itself, bounds-checked, {@link #capacity()} bytes long. Not to be used after the last release. */
    public MemorySegment segment() {
        return segment;
    }

    /** The same memory for calls that want a buffer. One object for all of them: set position and limit before use. */
    public ByteBuffer byteBuffer() {
        return byteBuffer;
    }

    /** The address of the first byte; of a pool's buffer a multiple of 4,096. */
    public long address() {
        return address;
    }

    /** Bytes that fit; of a pool's buffer a power of two, at least what was asked for. */
    public int capacity() {
        return capacity;
    }

    /** The index under which the ring of the owning loop knows this memory, or -1 where it is not registered. */
    public int registeredIndex() {
        return span == null ? -1 : span.registeredIndex;
    }

    /** Adds a reference. */
    public void retain() {
        assert references > 0 : "retained after the last release";
        references++;
    }

    /** Gives a reference back; the last one returns the memory to its home, and a pool may hand it to a waiter at once. */
    public void release() {
        assert references > 0 : "released once too often";
        if (--references == 0) {
            home.comeHome(this);
        }
    }

    /** Returns true where exactly one reference is out: for owners that keep a buffer and lend it. */
    public boolean isHeldOnce() {
        return references == 1;
    }

    /** Gives the first reference to a buffer of a device, which is at home. */
    public void lend() {
        handOut();
    }

    void handOut() {
        assert references == 0;
        references = 1;
    }
}
