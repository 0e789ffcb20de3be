package dev.sluice.iscsi.connection;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;
import dev.sluice.iscsi.pdu.RejectPdu;

/** The answers to PDUs that cannot be taken, RFC 7143 11.17. Owner: the connection's loop thread. */
public final class Rejects {

    private final Connection connection;

    public Rejects(Connection connection) {
        this.connection = connection;
    }

    /** Answers with the header of {@code rejected} as data. */
    public void send(BasicHeader rejected, int reason) {
        byte[] bytes = new byte[BasicHeader.LENGTH + rejected.additionalLength()];
        rejected.copyTo(0, bytes, 0, bytes.length);
        connection
                .io()
                .send(new ControlPdu(
                                connection.sequence(),
                                Opcode.REJECT,
                                BasicHeader.FINAL,
                                true,
                                header -> RejectPdu.reason(header, reason))
                        .data(bytes));
    }
}
