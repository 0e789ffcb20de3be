package dev.sluice.iscsi.transport;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Crc32cDigest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * PDUs on their way out in one SENDMSG: headers are written here, payloads stay where the disk put them, and an I/O
 * vector lists both in order.
 *
 * <p>A PDU is written as {@link #begin}, the fields of the header, then {@link #end()} or one of its forms with data. A batch belongs to
 * one connection from the first PDU until the kernel is done with it. Owner: the loop thread.
 */
public final class SendBatch {
    private static final int HEADER_BYTES = 64 << 10;
    private static final int VECTORS = 512;
    /** Of a batch for logins, which say little and one PDU at a time. */
    private static final int SMALL_HEADER_BYTES = 10 << 10;

    private static final int SMALL_VECTORS = 8;
    private static final int VECTOR_BYTES = 16;
    /** Memory of a struct msghdr. */
    static final int MESSAGE_HEADER_BYTES = 56;

    private static final int MAX_INLINE_DATA = 8192;
    private static final int MAX_PDU_BYTES = BasicHeader.LENGTH + MAX_INLINE_DATA + 16;

    /**
     * A batch takes no further PDU when it has this many bytes: 256 KiB keep a fast network busy, and bound how long an urgent
     * answer waits behind data.
     */
    static final int FULL_BYTES = 256 << 10;

    /**
     * The same while other sessions are at work on the loop: the kernel copies a whole batch on the loop's thread, and they wait for that.
     */
    static final int FAIR_BYTES = 64 << 10;

    private static final ValueLayout.OfInt DIGEST = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long IOVEC_LENGTH_OFFSET = 8;
    /** struct msghdr, 64 bit: name, namelen, iov, iovlen, control, controllen, flags. */
    private static final long MSG_IOV_OFFSET = 16;

    private static final long MSG_IOVLEN_OFFSET = 24;

    static {
        // A PDU that does not fit into an empty batch would never be sent.
        assert SMALL_HEADER_BYTES >= MAX_PDU_BYTES && SMALL_VECTORS >= 3;
    }

    private final boolean small;
    private final int vectorLimit;
    private final MemorySegment headers;
    private final ByteBuffer headerBytes;
    private final MemorySegment vectors;
    private final IoBuffer[] held;
    /** Data too long to stand with the headers, copied to where the kernel can read them; null where there are none. */
    private Arena copies;

    private final BasicHeader header = new BasicHeader();
    private final Crc32cDigest digest = new Crc32cDigest();

    private boolean headerDigest;
    private boolean dataDigest;
    private int heldCount;
    private int position;
    private int pduStart;
    private int vectorCount;
    private int firstVector;
    private long lastVectorEnd;
    private long bytes;
    private int fullBytes;

    /** A link for whoever keeps idle batches. */
    SendBatch next;

    SendBatch() {
        this(false);
    }

    /** @param small for login responses and no data in buffers */
    SendBatch(boolean small) {
        Arena arena = Arena.global();
        this.small = small;
        vectorLimit = small ? SMALL_VECTORS : VECTORS;
        held = new IoBuffer[vectorLimit];
        headers = arena.allocate(small ? SMALL_HEADER_BYTES : HEADER_BYTES, 64);
        headerBytes = headers.asByteBuffer();
        vectors = arena.allocate((long) vectorLimit * VECTOR_BYTES, 64);
    }

    boolean isSmall() {
        return small;
    }

    /** @param fair true where others wait */
    void reset(boolean headerDigest, boolean dataDigest, boolean fair) {
        this.fullBytes = fair ? FAIR_BYTES : FULL_BYTES;
        this.headerDigest = headerDigest;
        this.dataDigest = dataDigest;
        position = 0;
        vectorCount = 0;
        firstVector = 0;
        lastVectorEnd = 0;
        bytes = 0;
    }

    /** Returns true where another PDU may be written. */
    public boolean hasRoom() {
        return bytes < fullBytes && position <= headers.byteSize() - MAX_PDU_BYTES && vectorCount <= vectorLimit - 3;
    }

    /** The number of bytes of data that the next PDU may carry at most, if it {@linkplain #hasRoom() has room}: at least 4,096. */
    public int room() {
        return Math.max(4096, (int) (fullBytes - bytes) & -4096);
    }

    /** Begins a PDU; the returned header is valid until the next one begins. */
    public BasicHeader begin(int opcode, int flags) {
        pduStart = position;
        position += BasicHeader.LENGTH;
        return header.wrap(headers, pduStart).begin(opcode, flags);
    }

    /** Ends a PDU without data. */
    public void end() {
        endHeader();
    }

    /** Ends a PDU whose data are {@code length} bytes of {@code buffer}; the batch keeps a reference of its own until they are sent. */
    public void end(IoBuffer buffer, int offset, int length) {
        if (length == 0) {
            // RFC 7143 11.2.3: no data segment, no data digest.
            end();
            return;
        }
        header.dataSegmentLength(length);
        endHeader();
        buffer.retain();
        held[heldCount++] = buffer;
        addVector(buffer.address() + offset, length);
        if (dataDigest) {
            digest.reset().update(buffer.byteBuffer(), offset, length);
        }
        endData(length);
    }

    /** Ends a PDU with {@code length} bytes of {@code data}, which are copied. */
    public void end(byte[] data, int offset, int length) {
        if (length == 0) {
            end();
            return;
        }
        header.dataSegmentLength(length);
        endHeader();
        if (length > MAX_INLINE_DATA) {
            endWithCopy(data, offset, length);
            return;
        }
        int start = position;
        MemorySegment.copy(data, offset, headers, ValueLayout.JAVA_BYTE, start, length);
        position += length;
        addVector(headers.address() + start, length);
        if (dataDigest) {
            digest.reset().update(headerBytes, start, length);
        }
        endData(length);
    }

    private void endWithCopy(byte[] data, int offset, int length) {
        if (copies == null) {
            copies = Arena.ofConfined();
        }
        MemorySegment copy = copies.allocate(length, 64);
        MemorySegment.copy(data, offset, copy, ValueLayout.JAVA_BYTE, 0, length);
        addVector(copy.address(), length);
        if (dataDigest) {
            digest.reset().update(copy.asByteBuffer(), 0, length);
        }
        endData(length);
    }

    private void endHeader() {
        if (headerDigest) {
            int value = digest.reset()
                    .update(headerBytes, pduStart, BasicHeader.LENGTH)
                    .value();
            headers.set(DIGEST, position, value);
            position += Crc32cDigest.LENGTH;
        }
        addVector(headers.address() + pduStart, position - pduStart);
    }

    private void endData(int length) {
        int start = position;
        int padding = -length & 3;
        for (int i = 0; i < padding; i++) {
            headers.set(ValueLayout.JAVA_BYTE, position++, (byte) 0);
        }
        if (dataDigest) {
            headers.set(DIGEST, position, digest.updatePadding(padding).value());
            position += Crc32cDigest.LENGTH;
        }
        if (position > start) {
            addVector(headers.address() + start, position - start);
        }
    }

    /** Adds to the vector, or lengthens its last entry where the new bytes follow it in memory. */
    private void addVector(long address, int length) {
        bytes += length;
        if (address == lastVectorEnd) {
            long at = (long) (vectorCount - 1) * VECTOR_BYTES + IOVEC_LENGTH_OFFSET;
            vectors.set(ValueLayout.JAVA_LONG, at, vectors.get(ValueLayout.JAVA_LONG, at) + length);
        } else {
            long at = (long) vectorCount++ * VECTOR_BYTES;
            vectors.set(ValueLayout.JAVA_LONG, at, address);
            vectors.set(ValueLayout.JAVA_LONG, at + IOVEC_LENGTH_OFFSET, length);
        }
        lastVectorEnd = address + length;
    }

    /** Bytes that are not sent yet. */
    long remaining() {
        return bytes;
    }

    /** Writes what is not sent yet into a struct msghdr whose other fields are zero. */
    void describe(MemorySegment messageHeader) {
        messageHeader.set(ValueLayout.JAVA_LONG, MSG_IOV_OFFSET, vectors.address() + (long) firstVector * VECTOR_BYTES);
        messageHeader.set(ValueLayout.JAVA_LONG, MSG_IOVLEN_OFFSET, vectorCount - firstVector);
    }

    /** Says that {@code count} bytes are sent. */
    void sent(long count) {
        bytes -= count;
        long left = count;
        while (left > 0) {
            long at = (long) firstVector * VECTOR_BYTES;
            long length = vectors.get(ValueLayout.JAVA_LONG, at + IOVEC_LENGTH_OFFSET);
            if (length > left) {
                vectors.set(ValueLayout.JAVA_LONG, at, vectors.get(ValueLayout.JAVA_LONG, at) + left);
                vectors.set(ValueLayout.JAVA_LONG, at + IOVEC_LENGTH_OFFSET, length - left);
                return;
            }
            left -= length;
            firstVector++;
        }
    }

    void releaseBuffers() {
        for (int i = 0; i < heldCount; i++) {
            held[i].release();
            held[i] = null;
        }
        heldCount = 0;
        if (copies != null) {
            copies.close();
            copies = null;
        }
    }
}
