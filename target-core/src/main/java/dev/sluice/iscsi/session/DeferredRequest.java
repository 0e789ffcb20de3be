package dev.sluice.iscsi.session;

import dev.sluice.io.memory.IoBuffer;
import dev.sluice.iscsi.pdu.BasicHeader;
import java.lang.foreign.Arena;

/** A request that is no SCSI command and has come before its turn: its PDU, kept until then. Owner: the session's loop thread. */
final class DeferredRequest implements Sequenced {
    private final FullFeaturePhase phase;
    private final BasicHeader header;
    private final IoBuffer data;

    /** @param data with its reference, or null */
    DeferredRequest(FullFeaturePhase phase, BasicHeader arrived, IoBuffer data) {
        this.phase = phase;
        this.header = new BasicHeader().wrap(Arena.ofAuto().allocate(BasicHeader.LENGTH), 0);
        this.header.copyOf(arrived);
        this.data = data;
    }

    @Override
    public int cmdSn() {
        return header.cmdSn();
    }

    @Override
    public void turn() {
        phase.requestsTurn(header, data);
    }

    @Override
    public void turnLost() {
        if (data != null) {
            data.release();
        }
    }
}
