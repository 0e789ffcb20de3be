package dev.sluice.perf.load;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.perf.peer.ByteBufferHeader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Cuts the received bytes of a connection into PDUs. Payloads are skipped, and digests are not checked.
 *
 * <p>All connections of a thread receive into the same area. Between two reads, a connection keeps only the header of an
 * unfinished PDU, so {@link #next} must be called until it returns -1 before another connection reads. One thread.
 */
final class PduStream {
    /** Bytes at the start of the area that are not read into: the kept part of a header is put back there. */
    private static final int HEADROOM = 64;

    private final ByteBuffer area;
    private final ReadableByteChannel channel;
    private final int headerDigestBytes;
    private final int dataDigestBytes;
    private final byte[] header = new byte[BasicHeader.LENGTH];
    /** Bytes in {@link #header}: all 48 while the rest of the PDU is skipped. */
    private int kept;
    /** Bytes of the PDU after its header that have not arrived. */
    private int missing;

    private int at;
    private int end;

    /** @param area from {@link #newArea}; shared by the connections of a thread */
    PduStream(ByteBuffer area, ReadableByteChannel channel, boolean headerDigest, boolean dataDigest) {
        this.area = area;
        this.channel = channel;
        this.headerDigestBytes = headerDigest ? 4 : 0;
        this.dataDigestBytes = dataDigest ? 4 : 0;
    }

    /** Returns an area for reads of up to {@code bytes}. */
    static ByteBuffer newArea(int bytes) {
        return ByteBuffer.allocateDirect(HEADROOM + bytes);
    }

    /** The area; positions from {@link #next} count from its start, and are valid until the next read into the area. */
    ByteBuffer area() {
        return area;
    }

    /** Receives the bytes that have arrived; false if there are none. */
    boolean fill() throws IOException {
        area.limit(area.capacity()).position(HEADROOM);
        at = HEADROOM;
        int received = channel.read(area);
        end = area.position();
        if (received < 0) {
            throw new EOFException("the target closed the connection");
        }
        return received > 0;
    }

    /** Returns the position of the header of the next PDU whose last byte has arrived, or -1. */
    int next() {
        if (kept == BasicHeader.LENGTH) {
            return skip();
        }
        int start = at - kept;
        if (end - start < BasicHeader.LENGTH) {
            area.get(at, header, kept, end - at);
            kept += end - at;
            at = end;
            return -1;
        }
        area.put(start, header, 0, kept);
        kept = 0;
        at = start + BasicHeader.LENGTH;
        int padded = ByteBufferHeader.paddedDataLength(area, start);
        int rest = headerDigestBytes + padded + (padded > 0 ? dataDigestBytes : 0);
        if (end - at >= rest) {
            at += rest;
            return start;
        }
        area.get(start, header);
        kept = BasicHeader.LENGTH;
        missing = rest - (end - at);
        at = end;
        return -1;
    }

    private int skip() {
        int skipped = Math.min(missing, end - at);
        missing -= skipped;
        at += skipped;
        if (missing > 0) {
            return -1;
        }
        kept = 0;
        area.put(0, header);
        return 0;
    }
}
