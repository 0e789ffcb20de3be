package dev.sluice.iscsi.request;

import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.task.SequencedRequest;
import java.lang.foreign.Arena;

/** A request that is no SCSI command and takes its turn in the order of CmdSN: its PDU. Owner: the session's loop thread. */
final class DeferredRequest implements SequencedRequest {
    private final IscsiRequests requests;
    private final BasicHeader header;
    private final byte[] data;

    DeferredRequest(IscsiRequests requests, BasicHeader arrived, byte[] data) {
        this.requests = requests;
        this.header = new BasicHeader().wrap(Arena.ofAuto().allocate(BasicHeader.LENGTH), 0);
        this.header.copyOf(arrived);
        this.data = data;
        requests.owed().add(data.length);
    }

    @Override
    public int cmdSn() {
        return header.cmdSn();
    }

    @Override
    public Connection connection() {
        return requests.connection();
    }

    @Override
    public void turn() {
        requests.turn(header, data);
        requests.owed().subtract(data.length);
    }

    @Override
    public void turnLost() {
        requests.owed().subtract(data.length);
    }
}
