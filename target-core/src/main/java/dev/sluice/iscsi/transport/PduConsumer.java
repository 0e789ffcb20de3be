package dev.sluice.iscsi.transport;

import dev.sluice.iscsi.pdu.BasicHeader;

/**
 * Interpreter of the PDUs of a connection. Called on the loop thread by a {@link PduReceiver}, for one PDU after the
 * other: {@link #headerReceived}, {@link #destination} as often as the data segment needs places to go, {@link
 * #pduReceived}.
 */
public interface PduConsumer {
    /**
     * A header has arrived whole, its digest is right and its data segment no longer than allowed.
     *
     * @param header valid until {@link #pduReceived} returns; additional header segments follow it in memory
     * @return false to stop receiving for now: after {@link SocketIo#resume()} the same header comes again
     */
    boolean headerReceived(BasicHeader header);

    /**
     * Says by {@link PduReceiver#receiveInto} or {@link PduReceiver#discard} where the bytes from {@code dataOffset} of the
     * data segment on shall go.
     */
    void destination(PduReceiver receiver, BasicHeader header, int dataOffset);

    /** The PDU is complete. */
    void pduReceived(BasicHeader header);

    /** The digest of a data segment is wrong; {@link #pduReceived} does not come. */
    void dataDigestFailed(BasicHeader header);

    /** The stream of PDUs is broken and cannot go on: {@code reason} says why. The connection is to be closed. */
    void streamBroken(String reason);

    /** A header says what it must not, RFC 7143 7.7; the stream cannot go on. */
    default void formatError(String reason) {
        streamBroken(reason);
    }
}
