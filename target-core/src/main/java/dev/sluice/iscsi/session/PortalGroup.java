package dev.sluice.iscsi.session;

import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.scsi.ScsiTarget;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * A portal group of a target: the portals that it is reached by, who may log in there, what is agreed with them, the target
 * port that they see, and their sessions (RFC 7143 3.1, 4.1). Any thread.
 */
public final class PortalGroup {
    /** What makes a session of a group unique on the initiator's side: a second one reinstates the first (RFC 7143 6.3.5). */
    private record InitiatorPort(String name, long isid) {}

    private final String targetName;
    private final String targetAlias;
    private final PortalGroupSettings settings;
    private final ScsiTarget scsi;
    private final Set<InetSocketAddress> portals = new CopyOnWriteArraySet<>();
    private final ConcurrentHashMap<InitiatorPort, Session> sessions = new ConcurrentHashMap<>();

    public PortalGroup(String targetName, String targetAlias, PortalGroupSettings settings, ScsiTarget scsi) {
        this.targetName = targetName;
        this.targetAlias = targetAlias;
        this.settings = settings;
        this.scsi = scsi;
    }

    String targetName() {
        return targetName;
    }

    String targetAlias() {
        return targetAlias;
    }

    public int tag() {
        return settings.tag();
    }

    AccessPolicy access() {
        return settings.access();
    }

    AuthenticationRules authentication() {
        return settings.authentication();
    }

    TargetLimits limits() {
        return settings.limits();
    }

    KeepAlive keepAlive() {
        return settings.keepAlive();
    }

    /** Where initiators are sent to instead, or null. */
    Redirection redirection() {
        return settings.redirection();
    }

    ScsiTarget scsi() {
        return scsi;
    }

    /** The addresses that it is reached by, with the ports that they got. */
    public Set<InetSocketAddress> portals() {
        return Set.copyOf(portals);
    }

    /** In the order in which they were added. */
    Iterable<InetSocketAddress> orderedPortals() {
        return portals;
    }

    /** Whether a connection that came in by that portal gets here. */
    boolean isReachedBy(InetSocketAddress portal) {
        return portals.contains(portal);
    }

    /** Lets the group be reached by one more portal; false if it is already. */
    boolean add(InetSocketAddress portal) {
        return portals.add(portal);
    }

    /** Takes a portal away; false if the group does not have it. Sessions stay. */
    boolean remove(InetSocketAddress portal) {
        return portals.remove(portal);
    }

    /** Enters a session; returns the one that it takes the place of, or null. */
    Session enter(Session session) {
        return sessions.put(new InitiatorPort(session.initiatorName(), session.isid()), session);
    }

    void leave(Session session) {
        sessions.remove(new InitiatorPort(session.initiatorName(), session.isid()), session);
    }
}
