package dev.sluice.iscsi.session;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The connections that a session has, in the order in which they logged in. Owner: the session's loop thread. */
final class SessionConnections implements Iterable<Connection> {
    private final List<Connection> connections = new ArrayList<>(1);
    private boolean pingAnswered;

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

    int size() {
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
    Connection find(int cid) {
        for (Connection connection : connections) {
            if (connection.parameters().cid() == cid) {
                return connection;
            }
        }
        return null;
    }

    /** All but {@code one}, in a list of the caller's own. */
    List<Connection> others(Connection one) {
        List<Connection> others = new ArrayList<>(connections);
        others.remove(one);
        return others;
    }

    /** Whether the response to the SCSI command with that tag waits for its acknowledgement on any of them. */
    boolean haveAnswered(int taskTag) {
        return connections.stream()
                .anyMatch(connection -> connection.sequence().log().findTask(taskTag) != null);
    }

    /** The initiator has answered a ping of this side on one of them. */
    void pingAnswered() {
        pingAnswered = true;
    }

    /** Whether the initiator is one that answers pings. */
    boolean haveAnsweredPings() {
        return pingAnswered;
    }

    /** Ends all now. */
    void closeAll(String reason) {
        for (Connection connection : List.copyOf(connections)) {
            connection.io().close(reason);
        }
    }

    /** Ends all when what waits has been sent, and the initiator told. */
    void closeAllAfterSending(Session session, String reason) {
        for (Connection connection : List.copyOf(connections)) {
            AsyncMessages.announceEnd(session, connection);
            connection.io().closeAfterSending(reason);
        }
    }
}
