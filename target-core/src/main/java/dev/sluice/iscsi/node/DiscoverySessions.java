package dev.sluice.iscsi.node;

import dev.sluice.iscsi.session.Session;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The discovery sessions: an initiator port has one with each address, and a second one takes the first one's place
 * (RFC 7143 7.4.2.1). Any thread.
 */
final class DiscoverySessions {
    private record Place(String initiatorName, long isid, InetSocketAddress address) {}

    private final ConcurrentHashMap<Place, Session> sessions = new ConcurrentHashMap<>();

    /** Enters a session that was made by way of {@code address}, and ends the one that was there. */
    void enter(Session session, InetSocketAddress address) {
        Session former = sessions.put(new Place(session.initiatorName(), session.isid(), address), session);
        if (former != null) {
            former.reinstated(() -> {});
        }
    }

    void leave(Session session) {
        sessions.values().remove(session);
    }
}
