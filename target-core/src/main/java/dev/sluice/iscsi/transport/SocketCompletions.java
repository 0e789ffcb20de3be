package dev.sluice.iscsi.transport;

/** Receiver of the ends of a socket's operations. Called on the thread of the loop that the socket is attached to, never from within a call to the socket. */
public interface SocketCompletions {
    /**
     * The receive has ended.
     *
     * @param result number of bytes received, 0 where the initiator has closed its side, or an errno, negated
     * @param isReadable true where the socket has more to give at once
     */
    void received(int result, boolean isReadable);

    /**
     * A send has ended.
     *
     * @param slot of {@link ConnectedSocket#sendMessage}
     * @param result number of bytes sent, or an errno, negated
     * @param stillRead true where the kernel reads the memory until {@link #released}
     */
    void sent(int slot, int result, boolean stillRead);

    /** The kernel does not read the memory of a zero-copy send any more. */
    void released(int slot);

    /** The loop is stopping. */
    void loopStops();
}
