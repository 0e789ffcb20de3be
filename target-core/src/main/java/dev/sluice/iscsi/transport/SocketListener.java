package dev.sluice.iscsi.transport;

/** Owner of a connection: it understands its PDUs and hears of its end. Called on the connection's loop thread. */
public interface SocketListener extends PduConsumer {
    /** The connection is no more; its buffers are home. Called once. */
    void closed(String reason);
}
