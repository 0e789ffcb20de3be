package dev.sluice.iscsi.session;

import dev.sluice.iscsi.connection.AsyncMessages;
import dev.sluice.iscsi.connection.Connection;
import dev.sluice.iscsi.login.SessionParameters;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The connections that a session has, in the order in which they logged in. Owner: the session's loop thread. */
public final class SessionConnections implements Iterable<Connection> {
    private final List<Connection> connections = new ArrayList<>(1);
    private final SessionParameters parameters;
    private boolean pingAnswered;

    SessionConnections(SessionParameters parameters) {
        this.parameters = parameters;
    }

    void add(Connection connection) {
        connections.add(connection);
    }

    /** False if the connection is none of the session's. */
    boolean remove(Connection connection) {
        return connections.remove(connection);
    }

    boolean contains(Connection connection) {
        return connections.contains(connection);
    }

    public int size() {
        return connections.size();
    }

    boolean isEmpty() {
        return connections.isEmpty();
    }

    @Override
    public Iterator<Connection> iterator() {
        return connections.iterator();
    }

    /** The connection that the initiator has given that CID, or null. */
    public Connection find(int cid) {
        for (Connection connection : connections) {
            if (connection.parameters().cid() == cid) {
                return connection;
            }
        }
        return null;
    }

    /** All but {@code one}, in a list of the caller's own. */
    public List<Connection> others(Connection one) {
        List<Connection> others = new ArrayList<>(connections);
        others.remove(one);
        return others;
    }

    /** Returns true if the response to the SCSI command with that tag waits for its acknowledgement on any of them. */
    boolean haveAnswered(int taskTag) {
        return connections.stream()
                .anyMatch(connection -> connection.sequence().log().findTask(taskTag) != null);
    }

    /** The initiator has answered a ping of this side on one of them. */
    public void pingAnswered() {
        pingAnswered = true;
    }

    /** Returns true if the initiator is one that answers pings. */
    public boolean haveAnsweredPings() {
        return pingAnswered;
    }

    /** Ends all now. */
    void closeAll(String reason) {
        for (Connection connection : List.copyOf(connections)) {
            connection.io().close(reason);
        }
    }

    /** Ends all when what waits has been sent, and the initiator told. */
    void closeAllAfterSending(String reason) {
        for (Connection connection : List.copyOf(connections)) {
            if (!parameters.discovery() && !connection.isLoggedOut()) {
                int wait = parameters.defaultTime2Wait();
                connection.io().send(new AsyncMessages(connection).sessionDropped(wait, 0));
            }
            connection.io().closeAfterSending(reason);
        }
    }

    /**
     * Sends a message on another connection, if there is one, that the target drops {@code dropped}.
     *
     * @param keepsTasks true where its tasks can be reassigned
     */
    public void announceEndOf(Connection dropped, boolean keepsTasks) {
        List<Connection> others = others(dropped);
        if (!others.isEmpty()) {
            Connection other = others.getFirst();
            other.io()
                    .send(new AsyncMessages(other)
                            .connectionDropped(
                                    dropped.parameters().cid(),
                                    parameters.defaultTime2Wait(),
                                    keepsTasks ? parameters.defaultTime2Retain() : 0));
        }
    }
}
