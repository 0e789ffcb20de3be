package dev.sluice.perf.peer;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Crc32cDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Consumer;

/** Cuts what a connection receives into PDUs. Digests of the target are not checked. One thread. */
public final class PduCutter {
    private final ByteBuffer received;
    private boolean headerDigest;
    private boolean dataDigest;

    /** @param mostBytes a longer PDU is never whole */
    public PduCutter(int mostBytes) {
        received = ByteBuffer.allocate(mostBytes);
    }

    void digests(boolean header, boolean data) {
        headerDigest = header;
        dataDigest = data;
    }

    /** Takes what there is, once, and passes the PDUs on; returns their count, or -1 where the target has closed. */
    public int receive(ReadableByteChannel from, Consumer<ByteBuffer> each) throws IOException {
        int bytes = from.read(received);
        int count = cutOff(each);
        return bytes < 0 ? -1 : count;
    }

    private int cutOff(Consumer<ByteBuffer> each) {
        int at = 0;
        int count = 0;
        while (received.position() - at >= BasicHeader.LENGTH) {
            int dataLength = ByteBufferHeader.paddedDataLength(received, at);
            int whole = BasicHeader.LENGTH
                    + (headerDigest ? Crc32cDigest.LENGTH : 0)
                    + dataLength
                    + (dataDigest && dataLength > 0 ? Crc32cDigest.LENGTH : 0);
            if (received.position() - at < whole) {
                break;
            }
            each.accept(received.slice(at, whole));
            at += whole;
            count++;
        }
        int end = received.position();
        received.limit(end).position(at);
        received.compact();
        return count;
    }
}
