package dev.sluice.iscsi.connection;

import dev.sluice.io.loop.Ending;
import dev.sluice.io.stranger.Origin;
import dev.sluice.io.stranger.Strangers;
import dev.sluice.iscsi.transport.ConnectedSocket;
import java.net.InetSocketAddress;

/**
 * A connection from accept to close: its socket, its addresses, and its place among the connections that have not logged in.
 * Its owner of the time ends it by {@link #abandon} or {@link #end}. Any thread.
 */
public final class IncomingConnection {
    private final ConnectedSocket socket;
    private final InetSocketAddress peer;
    private final InetSocketAddress portal;
    private final Origin origin;
    private Strangers.Place place;
    private Connection connection;
    private boolean isSentAway;
    private long adoptedNanos;

    /**
     * @param peer the remote address
     * @param portal the address that it came to
     */
    public IncomingConnection(ConnectedSocket socket, InetSocketAddress peer, InetSocketAddress portal) {
        this.socket = socket;
        this.peer = peer;
        this.portal = portal;
        this.origin = Origin.of(peer.getAddress());
    }

    /**
     * Takes a place, and gives back the one it had. When the new one is given to somebody else, the connection is closed.
     *
     * @return false where there is none
     */
    public boolean takePlace(Strangers among) {
        Strangers.Place taken = among.enter(origin, this::sendAway);
        if (taken == null) {
            return false;
        }
        Strangers.Place former;
        synchronized (this) {
            former = place;
            place = taken;
        }
        if (former != null) {
            former.leave();
        }
        return true;
    }

    /** The peer has logged in: it needs no place any more. */
    void known() {
        Strangers.Place former;
        synchronized (this) {
            former = place;
            place = null;
        }
        if (former != null) {
            former.leave();
        }
    }

    private void sendAway() {
        Connection owner;
        synchronized (this) {
            isSentAway = true;
            owner = connection;
        }
        if (owner != null) {
            owner.loop().execute(() -> closeIfStranger(owner));
        }
    }

    /** On the connection's loop, where it may have logged in meanwhile. */
    private void closeIfStranger(Connection owner) {
        synchronized (this) {
            if (place == null || connection != owner) {
                return;
            }
        }
        owner.io().close("others wait to log in, and it has not in time");
    }

    /**
     * A connection has it from now on.
     *
     * @return false where its place has been given to somebody else meanwhile
     */
    public synchronized boolean adopt(Connection owner, long nowNanos) {
        if (isSentAway) {
            return false;
        }
        connection = owner;
        if (adoptedNanos == 0) {
            adoptedNanos = nowNanos;
        }
        return true;
    }

    /** No connection has it for now. */
    synchronized void release() {
        connection = null;
    }

    public synchronized boolean isSentAway() {
        return isSentAway;
    }

    public ConnectedSocket socket() {
        return socket;
    }

    public InetSocketAddress peer() {
        return peer;
    }

    InetSocketAddress portal() {
        return portal;
    }

    public Origin origin() {
        return origin;
    }

    /** The address of this side that the initiator has connected to. */
    InetSocketAddress localAddress() {
        InetSocketAddress local = socket.localAddress();
        return local == null ? portal : local;
    }

    /** The time at which a loop had it for the first time, in nanoseconds. */
    public synchronized long adoptedNanos() {
        return adoptedNanos;
    }

    /** The socket is closed; nothing happens the second time. */
    void end() {
        known();
    }

    /** Closes the socket, with which no operation is under way. */
    public void abandon() {
        Ending.run(socket::close, this::end);
    }
}
