package dev.sluice.iscsi.session;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.pdu.Opcode;

/** The answers to PDUs that cannot be taken, RFC 7143 11.17. Owner: the connection's loop thread. */
final class Rejects {
    private static final int REASON_OFFSET = 2;

    private final Connection connection;

    Rejects(Connection connection) {
        this.connection = connection;
    }

    /** Answers with the header of {@code rejected} as data. */
    void send(BasicHeader rejected, int reason) {
        byte[] bytes = new byte[BasicHeader.LENGTH + rejected.additionalLength()];
        rejected.copyTo(0, bytes, 0, bytes.length);
        connection
                .io()
                .send(new ControlPdu(connection.sequence(), Opcode.REJECT, BasicHeader.FINAL, true, header -> header.u8(
                                        REASON_OFFSET, reason)
                                .initiatorTaskTag(BasicHeader.NO_TAG))
                        .data(bytes));
    }
}
