package dev.sluice.iscsi.transport;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Crc32cDigest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Turns the bytes of a connection into PDUs (RFC 7143 11.2).
 *
 * <p>Bytes arrive in a staging area. When a header says that data follow, the consumer names the place, what is staged of
 * them is copied there, and the rest is received right into it, together with the headers behind it, which go to the
 * staging area again. So a payload is copied at most once and a long one hardly at all.
 *
 * <p>Without a socket: {@link #space} says where the next bytes shall go, {@link #received} that they are there. Owner: the
 * connection's loop thread.
 */
public final class PduReceiver {
    /** Places for the next bytes of the stream: first the one, then the other. */
    interface Space {
        /** The rest of a data segment in its final place. */
        void payload(long address, int length);

        /** Room in the staging area. */
        void staging(long address, int length);
    }

    private enum State {
        HEADER,
        DATA,
        TRAILER
    }

    private static final ValueLayout.OfInt DIGEST = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final PduConsumer consumer;
    private MemorySegment staging;
    private ByteBuffer stagingBytes;
    private MemorySegment headerMemory;
    private final BasicHeader header = new BasicHeader();
    private final Crc32cDigest digest = new Crc32cDigest();

    private int maxDataSegmentLength;
    private boolean headerDigest;
    private boolean dataDigest;

    private int readPosition;
    private int writePosition;
    private State state = State.HEADER;
    private boolean headerPending;
    private boolean stopped;
    private int dataOffset;
    private int dataRemaining;
    private IoBuffer destination;
    private Gatherer gatherer;
    private int destinationOffset;
    private int destinationRemaining;

    /**
     * @param memory the staging area, with {@link BasicHeader#MAX_LENGTH} bytes at its end for the header at hand
     * @param maxDataSegmentLength the longest data segment to accept
     */
    public PduReceiver(MemorySegment memory, PduConsumer consumer, int maxDataSegmentLength) {
        this.consumer = consumer;
        this.maxDataSegmentLength = maxDataSegmentLength;
        use(memory);
    }

    private void use(MemorySegment memory) {
        long stagingBytesCount = memory.byteSize() - BasicHeader.MAX_LENGTH;
        staging = memory.asSlice(0, stagingBytesCount);
        stagingBytes = staging.asByteBuffer();
        headerMemory = memory.asSlice(stagingBytesCount);
        header.wrap(headerMemory, 0);
    }

    /** Goes on in other memory, which is no smaller; what is staged and the header at hand move along. No receive is under way. */
    void moveTo(MemorySegment memory) {
        MemorySegment formerStaging = staging;
        MemorySegment formerHeader = headerMemory;
        use(memory);
        headerMemory.copyFrom(formerHeader);
        MemorySegment.copy(formerStaging, readPosition, staging, 0, writePosition - readPosition);
        writePosition -= readPosition;
        readPosition = 0;
    }

    /** Sets what was negotiated, from the next PDU on. */
    public void negotiated(boolean headerDigest, boolean dataDigest, int maxDataSegmentLength) {
        this.headerDigest = headerDigest;
        this.dataDigest = dataDigest;
        this.maxDataSegmentLength = maxDataSegmentLength;
    }

    /** For {@link PduConsumer#destination}: the next {@code length} bytes go to {@code buffer}, which is held until they are there. */
    public void receiveInto(IoBuffer buffer, int offset, int length) {
        int count = Math.min(length, dataRemaining);
        // The kernel writes to bare addresses: nobody checks after this.
        if (count <= 0 || offset < 0 || offset > buffer.capacity() - count) {
            throw new IllegalArgumentException(
                    count + " bytes at " + offset + " of a buffer of " + buffer.capacity() + " bytes");
        }
        buffer.retain();
        gatherer = null;
        destination = buffer;
        destinationOffset = offset;
        destinationRemaining = count;
    }

    /** For {@link PduConsumer#destination}: the rest of the data segment is of no interest. */
    public void discard() {
        gatherer = null;
        destination = null;
        destinationRemaining = dataRemaining;
    }

    /** Takes data as they come, from memory that is the receiver's. */
    public interface Gatherer {
        /** The next {@code length} bytes of the data segment are at {@code offset} of {@code memory}. */
        void gathered(MemorySegment memory, long offset, int length);
    }

    /** For {@link PduConsumer#destination}: the rest of the data segment is told to {@code to} as it comes, so it takes no room before. */
    public void gather(Gatherer to) {
        discard();
        gatherer = to;
    }

    /** Ends all; buffers are let go. The caller sees to it that no receive operation is under way. */
    public void stop() {
        stopped = true;
        releaseDestination();
    }

    /** Takes bytes of the stream that come before all others. */
    void unread(byte[] bytes) {
        MemorySegment.copy(bytes, 0, staging, ValueLayout.JAVA_BYTE, 0, bytes.length);
        writePosition = bytes.length;
        process();
    }

    /** The bytes received from the header on that waits for its consumer. There are no digests yet. */
    byte[] takeUnread() {
        int headerLength = BasicHeader.LENGTH + header.additionalLength();
        int rest = writePosition - readPosition;
        byte[] bytes = new byte[headerLength + rest];
        MemorySegment.copy(headerMemory, ValueLayout.JAVA_BYTE, 0, bytes, 0, headerLength);
        MemorySegment.copy(staging, ValueLayout.JAVA_BYTE, readPosition, bytes, headerLength, rest);
        return bytes;
    }

    void space(Space space) {
        if (readPosition == writePosition) {
            readPosition = 0;
            writePosition = 0;
        } else if (readPosition > 0) {
            MemorySegment.copy(staging, readPosition, staging, 0, writePosition - readPosition);
            writePosition -= readPosition;
            readPosition = 0;
        }
        if (destination != null && destinationRemaining > 0) {
            space.payload(destination.address() + destinationOffset, destinationRemaining);
            if (destinationRemaining < dataRemaining) {
                return;
            }
        }
        space.staging(staging.address() + writePosition, (int) staging.byteSize() - writePosition);
    }

    /** Says that the next {@code length} bytes are in the places that {@link #space} named, and passes on what is whole. */
    void received(int length) {
        int inPlace = 0;
        if (destination != null && destinationRemaining > 0) {
            inPlace = Math.min(length, destinationRemaining);
            if (dataDigest) {
                digest.update(destination.byteBuffer(), destinationOffset, inPlace);
            }
            advance(inPlace);
        }
        writePosition += length - inPlace;
        process();
    }

    /** Goes on after {@link PduConsumer#headerReceived} said to stop. */
    void process() {
        boolean more = true;
        while (more && !stopped) {
            more = switch (state) {
                case HEADER -> header();
                case DATA -> data();
                case TRAILER -> trailer();
            };
        }
    }

    private boolean header() {
        if (!headerPending && !takeHeader()) {
            return false;
        }
        headerPending = !consumer.headerReceived(header);
        if (headerPending || stopped) {
            return false;
        }
        dataOffset = 0;
        dataRemaining = header.dataSegmentLength();
        destination = null;
        gatherer = null;
        destinationRemaining = 0;
        if (dataDigest) {
            digest.reset();
        }
        state = dataRemaining > 0 ? State.DATA : State.TRAILER;
        return true;
    }

    private boolean takeHeader() {
        int available = writePosition - readPosition;
        if (available < BasicHeader.LENGTH) {
            return false;
        }
        header.wrap(staging, readPosition);
        int length = BasicHeader.LENGTH + header.additionalLength();
        int dataLength = header.dataSegmentLength();
        header.wrap(headerMemory, 0);
        if (available < length + (headerDigest ? Crc32cDigest.LENGTH : 0)) {
            return false;
        }
        if (headerDigest) {
            int expected =
                    digest.reset().update(stagingBytes, readPosition, length).value();
            if (staging.get(DIGEST, readPosition + length) != expected) {
                consumer.streamBroken("header digest error");
                return false;
            }
        }
        if (dataLength > maxDataSegmentLength) {
            consumer.formatError("data segment of " + dataLength + " bytes, longer than the declared maximum of "
                    + maxDataSegmentLength);
            return false;
        }
        MemorySegment.copy(staging, readPosition, headerMemory, 0, length);
        readPosition += length + (headerDigest ? Crc32cDigest.LENGTH : 0);
        return true;
    }

    private boolean data() {
        while (dataRemaining > 0) {
            if (destinationRemaining == 0) {
                releaseDestination();
                consumer.destination(this, header, dataOffset);
                if (stopped) {
                    return false;
                }
            }
            int count = Math.min(writePosition - readPosition, destinationRemaining);
            if (count == 0) {
                return false;
            }
            if (dataDigest) {
                digest.update(stagingBytes, readPosition, count);
            }
            if (destination != null) {
                MemorySegment.copy(staging, readPosition, destination.segment(), destinationOffset, count);
            } else if (gatherer != null) {
                gatherer.gathered(staging, readPosition, count);
            }
            readPosition += count;
            advance(count);
        }
        releaseDestination();
        state = State.TRAILER;
        return true;
    }

    private void advance(int count) {
        destinationOffset += count;
        destinationRemaining -= count;
        dataOffset += count;
        dataRemaining -= count;
    }

    private boolean trailer() {
        int length = header.dataSegmentLength();
        int padding = -length & 3;
        boolean digested = dataDigest && length > 0;
        int trailing = padding + (digested ? Crc32cDigest.LENGTH : 0);
        if (writePosition - readPosition < trailing) {
            return false;
        }
        boolean good = true;
        if (digested) {
            digest.update(stagingBytes, readPosition, padding);
            good = staging.get(DIGEST, readPosition + padding) == digest.value();
        }
        readPosition += trailing;
        state = State.HEADER;
        if (good) {
            consumer.pduReceived(header);
        } else {
            consumer.dataDigestFailed(header);
        }
        return true;
    }

    private void releaseDestination() {
        gatherer = null;
        if (destination != null) {
            destination.release();
            destination = null;
        }
    }
}
