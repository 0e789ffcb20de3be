package dev.sluice.iscsi.recovery;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.transport.SendBatch;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A PDU that was sent and may have to be sent again, as it was (RFC 7143 11.16). It holds a reference of its data until it is released.
 * Owner: the session's loop thread.
 */
public final class SentPdu {
    private static final byte[] NO_DATA = {};

    private final byte[] header = new byte[BasicHeader.LENGTH];
    private final byte[] bytes;
    private final IoBuffer buffer;
    private final int offset;
    private final int length;
    private int references = 1;

    private SentPdu(BasicHeader sent, byte[] bytes, IoBuffer buffer, int offset, int length) {
        sent.copyTo(0, header, 0, header.length);
        this.bytes = bytes;
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
    }

    public static SentPdu of(BasicHeader sent) {
        return new SentPdu(sent, NO_DATA, null, 0, 0);
    }

    /** With data that are copied. */
    public static SentPdu of(BasicHeader sent, byte[] data, int length) {
        return new SentPdu(sent, Arrays.copyOf(data, length), null, 0, length);
    }

    /** With data that stay where they are. */
    public static SentPdu of(BasicHeader sent, IoBuffer buffer, int offset, int length) {
        buffer.retain();
        return new SentPdu(sent, NO_DATA, buffer, offset, length);
    }

    /** Copies the header to where it can be read and written. */
    void copyHeader(BasicHeader to) {
        to.copyFrom(0, header, 0, header.length);
    }

    /** Changes four bytes of the header. */
    public void set(int offset, int value) {
        ByteBuffer.wrap(header).putInt(offset, value);
    }

    IoBuffer buffer() {
        return buffer;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    public SentPdu retain() {
        references++;
        return this;
    }

    void release() {
        if (--references == 0 && buffer != null) {
            buffer.release();
        }
    }

    /** Writes it once more, with the command window of now. */
    void encode(SendBatch batch, StatusSequence sequence) {
        BasicHeader again = batch.begin(0, 0).copyFrom(0, header, 0, header.length);
        sequence.stampWindow(again);
        if (again.opcode() == Opcode.R2T) {
            again.statSn(sequence.statSn());
        }
        end(batch);
    }

    /** Writes it as the next status of a connection. */
    void encodeAsNext(SendBatch batch, StatusSequence sequence) {
        BasicHeader again = batch.begin(0, 0).copyFrom(0, header, 0, header.length);
        sequence.stamp(again, true);
        end(batch);
    }

    private void end(SendBatch batch) {
        if (buffer != null) {
            batch.end(buffer, offset, length);
        } else {
            batch.end(bytes, 0, length);
        }
    }
}
