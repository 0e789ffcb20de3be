package dev.sluice.iscsi.session;

import dev.sluice.io.memory.BufferShare;
import dev.sluice.io.memory.BufferWaiter;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.transport.PduReceiver;
import dev.sluice.iscsi.transport.SocketIo;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The data segment of a PDU that carries text or an echo: one buffer for the PDU at hand. Owner: the loop thread. */
final class ControlData implements BufferWaiter {
    private final BufferShare pool;
    private final SocketIo io;
    private IoBuffer buffer;
    private boolean waiting;

    ControlData(BufferShare pool, SocketIo io) {
        this.pool = pool;
        this.io = io;
    }

    /** Makes room for the data of {@code header}; false: not yet, the connection resumes when there is. */
    boolean prepare(BasicHeader header) {
        int length = header.dataSegmentLength();
        if (length > 0 && buffer == null) {
            buffer = waiting ? null : pool.acquire(length, this);
            waiting = buffer == null;
        }
        return !waiting;
    }

    @Override
    public void bufferGranted(IoBuffer granted) {
        waiting = false;
        if (io.isClosing()) {
            granted.release();
        } else {
            buffer = granted;
            io.resume();
        }
    }

    void receive(PduReceiver receiver, BasicHeader header, int dataOffset) {
        receiver.receiveInto(buffer, dataOffset, header.dataSegmentLength() - dataOffset);
    }

    /** The data as bytes, and the buffer goes home. */
    byte[] takeBytes(BasicHeader header) {
        return bytes(takeBuffer(), header);
    }

    /** The data of {@code header} as bytes; {@code buffer}, null where there are none, goes home. */
    static byte[] bytes(IoBuffer buffer, BasicHeader header) {
        byte[] bytes = new byte[header.dataSegmentLength()];
        if (buffer != null) {
            MemorySegment.copy(buffer.segment(), ValueLayout.JAVA_BYTE, 0, bytes, 0, bytes.length);
            buffer.release();
        }
        return bytes;
    }

    /** The buffer itself with its reference, or null where there was no data. */
    IoBuffer takeBuffer() {
        IoBuffer taken = buffer;
        buffer = null;
        return taken;
    }

    void release() {
        if (buffer != null) {
            buffer.release();
            buffer = null;
        }
        if (waiting) {
            pool.cancel(this);
            waiting = false;
        }
    }
}
