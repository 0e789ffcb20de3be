package dev.sluice.iscsi.transport;

/**
 * A source of PDUs to send. It waits in a {@link SendQueue} and is asked for them when they can leave, so that numbers
 * are given in the order of the wire and nothing is encoded before its time. Owner: the connection's loop thread.
 */
public abstract class Outgoing {
    Outgoing next;
    boolean queued;

    /** Returns true while it waits to be asked. */
    protected final boolean isQueued() {
        return queued;
    }

    /**
     * Writes PDUs to {@code batch} while it {@linkplain SendBatch#hasRoom() has room}.
     *
     * @return true where all is written; otherwise it is asked again with the next batch
     */
    protected abstract boolean encode(SendBatch batch);

    /** The connection ended before all was written: let go of buffers. */
    protected abstract void dropped();
}
