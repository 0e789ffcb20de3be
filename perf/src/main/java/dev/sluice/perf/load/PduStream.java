package dev.sluice.perf.load;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.perf.peer.ByteBufferHeader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Cuts what a connection receives into PDUs. Payloads are passed over, digests are not checked. */
final class PduStream {
    private static final int BUFFER_BYTES = 4 << 20;

    private final ReadableByteChannel channel;
    private final int headerDigestBytes;
    private final int dataDigestBytes;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private int at;

    PduStream(ReadableByteChannel channel, boolean headerDigest, boolean dataDigest) {
        this.channel = channel;
        this.headerDigestBytes = headerDigest ? 4 : 0;
        this.dataDigestBytes = dataDigest ? 4 : 0;
    }

    /** The received bytes; positions from {@link #next} count from its start. */
    ByteBuffer buffer() {
        return buffer;
    }

    /** Receives the bytes that have arrived; false if there are none. Earlier positions are void. */
    boolean fill() throws IOException {
        if (at == buffer.position()) {
            buffer.clear();
            at = 0;
        } else if (buffer.remaining() < buffer.capacity() / 2) {
            buffer.flip().position(at);
            buffer.compact();
            at = 0;
        }
        int received = channel.read(buffer);
        if (received < 0) {
            throw new EOFException("the target closed the connection");
        }
        return received > 0;
    }

    /** The position of the next whole PDU, or -1. */
    int next() {
        int available = buffer.position() - at;
        if (available < BasicHeader.LENGTH) {
            return -1;
        }
        int padded = ByteBufferHeader.paddedDataLength(buffer, at);
        int length = BasicHeader.LENGTH + headerDigestBytes + padded + (padded > 0 ? dataDigestBytes : 0);
        if (available < length) {
            return -1;
        }
        int start = at;
        at += length;
        return start;
    }

    /** The position of the payload of the PDU at {@code start}. */
    int payloadOf(int start) {
        return start + BasicHeader.LENGTH + headerDigestBytes;
    }
}
