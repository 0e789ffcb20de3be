package dev.sluice.iscsi.session;

import dev.sluice.io.memory.BufferShare;
import dev.sluice.io.memory.BufferWaiter;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.pdu.BasicHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A request that is no SCSI command and takes its turn in the order of CmdSN: its PDU. Owner: the session's loop thread. */
final class DeferredRequest implements Sequenced, BufferWaiter {
    private final IscsiRequests requests;
    private final BufferShare pool;
    private final BasicHeader header;
    private IoBuffer data;
    private byte[] setAside;
    private boolean hadTurn;

    /** @param data of {@code pool}, with its reference, or null */
    DeferredRequest(IscsiRequests requests, BufferShare pool, BasicHeader arrived, IoBuffer data) {
        this.requests = requests;
        this.pool = pool;
        this.header = new BasicHeader().wrap(Arena.ofAuto().allocate(BasicHeader.LENGTH), 0);
        this.header.copyOf(arrived);
        this.data = data;
    }

    @Override
    public int cmdSn() {
        return header.cmdSn();
    }

    @Override
    public Connection connection() {
        return requests.connection();
    }

    /** Gives the buffer back where the turn is still to come: it may take long, and logins need buffers of that pool. */
    void setAside() {
        if (!hadTurn && data != null) {
            setAside = data.segment().asSlice(0, header.dataSegmentLength()).toArray(ValueLayout.JAVA_BYTE);
            data.release();
            data = null;
        }
    }

    @Override
    public void turn() {
        hadTurn = true;
        if (setAside == null) {
            requests.turn(header, data);
            return;
        }
        IoBuffer buffer = pool.acquire(setAside.length, this);
        if (buffer != null) {
            bufferGranted(buffer);
        }
    }

    @Override
    public void bufferGranted(IoBuffer buffer) {
        MemorySegment.copy(setAside, 0, buffer.segment(), ValueLayout.JAVA_BYTE, 0, setAside.length);
        requests.turn(header, buffer);
    }

    @Override
    public void turnLost() {
        if (data != null) {
            data.release();
        }
    }
}
