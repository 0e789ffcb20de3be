package dev.sluice.iscsi.node;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.HeapShare;
import dev.sluice.iscsi.login.LoginFailure;
import dev.sluice.iscsi.login.LoginStatus;
import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.iscsi.session.KeepAlive;
import dev.sluice.iscsi.session.RequestedLogout;
import dev.sluice.iscsi.session.Session;
import dev.sluice.iscsi.session.SessionTarget;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.port.LunView;
import dev.sluice.scsi.port.TargetPort;
import dev.sluice.scsi.unit.NexusListener;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * A portal group of a target: the portals that it is reached by, who may log in there, what is agreed with them, the target
 * port that they see, and their sessions (RFC 7143 3.1, 4.1). Any thread.
 *
 * <p>Settings change under sessions. A login looks at them once more when its session is entered, and a change looks at the sessions when it
 * is made: so none slips through between the two.
 */
public final class TargetPortalGroup implements SessionTarget {
    /** The initiator port of a session, unique in a group: a second session of it reinstates the first (RFC 7143 6.3.5). */
    private record InitiatorPort(String name, long isid) {}

    private final String targetName;
    private final TargetPort port;
    private final Set<InetSocketAddress> portals = new CopyOnWriteArraySet<>();
    private final ConcurrentHashMap<InitiatorPort, Session> sessions = new ConcurrentHashMap<>();
    private volatile String targetAlias;
    private volatile PortalGroupSettings settings;

    public TargetPortalGroup(String targetName, String targetAlias, PortalGroupSettings settings, TargetPort port) {
        this.targetName = targetName;
        this.targetAlias = targetAlias;
        this.settings = settings;
        this.port = port;
    }

    @Override
    public String targetName() {
        return targetName;
    }

    String targetAlias() {
        return targetAlias;
    }

    /** Changes the TargetAlias of logins from now on. */
    public void targetAlias(String other) {
        targetAlias = other;
    }

    public int tag() {
        return settings.tag();
    }

    PortalGroupSettings settings() {
        return settings;
    }

    @Override
    public KeepAlive keepAlive() {
        return settings.keepAlive();
    }

    @Override
    public TargetPort port() {
        return port;
    }

    /**
     * Other settings apply from now on. Initiators that see other logical units by them hear of it; the sessions of those that are not admitted
     * any more {@linkplain RequestedLogout end}.
     *
     * @return completed, on any thread, when the last of those is at rest
     */
    public CompletableFuture<Void> change(PortalGroupSettings other, Duration bound) {
        settings = other;
        sessions.values().stream()
                .filter(session -> other.admits(session.initiatorName()))
                .forEach(session -> session.loop().execute(() -> look(session)));
        List<Session> strangers = sessions.values().stream()
                .filter(session -> !other.admits(session.initiatorName()))
                .toList();
        return RequestedLogout.to(strangers, bound, "it is not admitted any more");
    }

    /** Admits nobody any more, and ends all sessions; completed as {@link #change}. */
    public CompletableFuture<Void> close(Duration bound) {
        return change(settings.disabled(), bound);
    }

    private void look(Session session) {
        LunView view = settings.access().viewOf(session.initiatorName());
        if (view != null) {
            session.nexus().look(view);
        }
    }

    @Override
    public ItNexus attach(SessionParameters parameters, IoLoop loop, NexusListener listener, HeapShare heap) {
        LunView view = settings.access().viewOf(parameters.initiatorName());
        return port.attach(parameters.initiatorPortName(), loop, listener, view == null ? LunView.NOTHING : view, heap);
    }

    /** Returns true if discovery shows it to {@code initiatorName}: it may log in, and there is an address to do so. */
    boolean isShownTo(String initiatorName) {
        return settings.admits(initiatorName) && !portals.isEmpty();
    }

    /** Throws where {@code initiatorName} may not log in. */
    void admit(String initiatorName) throws LoginFailure {
        PortalGroupSettings now = settings;
        if (!now.enabled()) {
            throw new LoginFailure(
                    LoginStatus.SERVICE_UNAVAILABLE,
                    "portal group " + now.tag() + " of " + targetName + " is disabled");
        }
        if (!now.access().admits(initiatorName)) {
            throw new LoginFailure(
                    LoginStatus.AUTHORIZATION_FAILURE, initiatorName + " is not in the ACL of " + targetName);
        }
        Redirection redirection = now.redirection();
        if (redirection != null) {
            throw LoginFailure.moved(redirection.permanently(), redirection.address());
        }
    }

    /** The addresses that it is reached by, with the ports that they got, in the order in which they were added. */
    public List<InetSocketAddress> portals() {
        return List.copyOf(portals);
    }

    /** Returns true if a connection that came in by that portal gets here. */
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

    /** Returns true if an initiator port has a session, which another one of it would take the place of. */
    boolean has(String initiatorName, long isid) {
        return sessions.containsKey(new InitiatorPort(initiatorName, isid));
    }

    /** Enters a session; returns the one that it takes the place of, or null. */
    Session enter(Session session) {
        Session former = sessions.put(new InitiatorPort(session.initiatorName(), session.isid()), session);
        look(session);
        return former;
    }

    @Override
    public void leave(Session session) {
        sessions.remove(new InitiatorPort(session.initiatorName(), session.isid()), session);
    }
}
