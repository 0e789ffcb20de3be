package dev.sluice.iscsi.connection;

import dev.sluice.iscsi.pdu.BasicHeader;
import dev.sluice.iscsi.transport.PduReceiver;

/** The phase of a connection, which takes its PDUs: login first, then the full feature phase. The methods are those of {@code PduConsumer}. */
public interface ConnectionPhase {
    boolean headerReceived(BasicHeader header);

    void destination(PduReceiver receiver, BasicHeader header, int dataOffset);

    void pduReceived(BasicHeader header);

    void dataDigestFailed(BasicHeader header);

    /** A PDU breaks the rules of its layout, which ends all connections of a session (RFC 7143 7.7). */
    default void formatError(String reason) {}

    /** About once a second, for time limits. */
    void tick(long nowNanos);

    /** The server is about to stop: {@code seconds} are left. */
    void shutdownRequested(int seconds);

    /** The server stops: finish what was accepted, take no more, and close. */
    void finish();

    /** The connection is gone. */
    void ended(String reason);
}
