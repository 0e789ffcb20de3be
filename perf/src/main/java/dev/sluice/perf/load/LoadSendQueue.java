package dev.sluice.perf.load;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.perf.peer.ByteBufferHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.zip.CRC32C;

/**
 * PDUs on their way out of one connection: headers and small payloads in one piece of memory, large payloads in
 * place, all sent with one gathering write. Owned by the connection's thread.
 */
final class LoadSendQueue {
    private static final int COPY_UP_TO = 16 << 10;
    private static final int MAX_PARTS = 512;
    /** Bytes that are left for answers to pings, which do not ask for room. */
    private static final int RESERVE = 1 << 10;

    private static final int DIGESTS = 8;
    /** Bytes for all connections together, if each gets as much as its commands need at least. */
    private static final long BUDGET = 128 << 20;

    private final ByteBuffer staging;
    private final ByteBuffer payload;
    private final ByteBuffer[] parts = new ByteBuffer[MAX_PARTS];
    private final boolean headerDigest;
    private final boolean dataDigest;
    private final CRC32C crc = new CRC32C();
    private int partCount;
    private int firstPart;
    private int stagedFrom;

    /**
     * @param payload the data of writes: pieces of it are sent, and it is never changed
     * @param bytes of the piece of memory, from {@link #bytesFor}
     */
    LoadSendQueue(ByteBuffer payload, boolean headerDigest, boolean dataDigest, int bytes) {
        this.staging = ByteBuffer.allocateDirect(bytes);
        this.payload = payload;
        this.headerDigest = headerDigest;
        this.dataDigest = dataDigest;
    }

    /** Returns the bytes of memory for one of the connections of a load. */
    static int bytesFor(Workload load) {
        int least = RESERVE + stagedBytes(Math.min(load.writtenBytes(), COPY_UP_TO));
        long all = RESERVE + (long) load.depth() * stagedBytes(load.writtenBytes());
        return (int) Math.max(least, Math.min(all, Math.min(2 << 20, BUDGET / load.connections())));
    }

    private static int stagedBytes(int payloadBytes) {
        return BasicHeader.LENGTH + DIGESTS + (payloadBytes <= COPY_UP_TO ? payloadBytes : 0);
    }

    /** True where one more PDU of {@code payloadBytes} fits. */
    boolean hasRoomFor(int payloadBytes) {
        return staging.remaining() >= stagedBytes(payloadBytes) + RESERVE && partCount + 4 <= MAX_PARTS;
    }

    boolean isEmpty() {
        return partCount == firstPart && staging.position() == stagedFrom;
    }

    /** The memory for headers: {@link ByteBufferHeader#begin} writes one, and {@link #finish} must follow. */
    ByteBuffer staging() {
        return staging;
    }

    /** Ends the PDU whose header starts at {@code header} with {@code length} bytes of the payload (from 0). */
    void finish(int header, int offset, int length) {
        if (headerDigest) {
            putDigest(staging, header, BasicHeader.LENGTH);
        }
        if (length == 0) {
            return;
        }
        if (length <= COPY_UP_TO) {
            int at = staging.position();
            staging.put(at, payload, offset, length).position(at + length);
            if (dataDigest) {
                putDigest(staging, at, length);
            }
        } else {
            closeStaged();
            parts[partCount++] = payload.slice(offset, length);
            if (dataDigest) {
                putDigest(payload, offset, length);
            }
        }
    }

    private void putDigest(ByteBuffer of, int from, int length) {
        crc.reset();
        crc.update(of.slice(from, length));
        staging.putInt(Integer.reverseBytes((int) crc.getValue()));
    }

    private void closeStaged() {
        if (staging.position() > stagedFrom) {
            parts[partCount++] = staging.slice(stagedFrom, staging.position() - stagedFrom);
            stagedFrom = staging.position();
        }
    }

    /** Sends what the socket takes; true where nothing is left. */
    boolean flush(GatheringByteChannel channel) throws IOException {
        if (firstPart == partCount && stagedFrom == 0) {
            // The usual case, small requests alone: no slices.
            staging.flip();
            channel.write(staging);
            if (!staging.hasRemaining()) {
                staging.clear();
                return true;
            }
            int sent = staging.position();
            staging.position(staging.limit()).limit(staging.capacity());
            stagedFrom = sent;
        }
        closeStaged();
        while (firstPart < partCount) {
            if (channel.write(parts, firstPart, partCount - firstPart) == 0) {
                return false;
            }
            while (firstPart < partCount && !parts[firstPart].hasRemaining()) {
                parts[firstPart++] = null;
            }
        }
        staging.clear();
        stagedFrom = 0;
        partCount = 0;
        firstPart = 0;
        return true;
    }
}
