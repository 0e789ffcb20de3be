package dev.sluice.iscsi.session;

import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.scsi.ScsiTarget;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A portal group of a target: who may log in by it, what is agreed with them, the device server that they see, and their
 * sessions (RFC 7143 3.1, 4.1). Any thread.
 */
public final class PortalGroup {
    /** What makes a session of a target unique on the initiator's side: a second one reinstates the first (RFC 7143 6.3.5). */
    private record InitiatorPort(String name, long isid) {}

    private final String targetName;
    private final int tag;
    private final AccessPolicy access;
    private final AuthenticationRules authentication;
    private final TargetLimits limits;
    private final ScsiTarget scsi;
    private final ConcurrentHashMap<InitiatorPort, Session> sessions = new ConcurrentHashMap<>();

    /** @param tag 1 to 65,535, its own among the groups of the target */
    public PortalGroup(
            String targetName,
            int tag,
            AccessPolicy access,
            AuthenticationRules authentication,
            TargetLimits limits,
            ScsiTarget scsi) {
        this.targetName = targetName;
        this.tag = tag;
        this.access = access;
        this.authentication = authentication;
        this.limits = limits;
        this.scsi = scsi;
    }

    String targetName() {
        return targetName;
    }

    int tag() {
        return tag;
    }

    AuthenticationRules authentication() {
        return authentication;
    }

    TargetLimits limits() {
        return limits;
    }

    AccessPolicy access() {
        return access;
    }

    ScsiTarget scsi() {
        return scsi;
    }

    /** Enters a session; returns the one that it takes the place of, or null. */
    Session enter(Session session) {
        return sessions.put(new InitiatorPort(session.initiatorName(), session.isid()), session);
    }

    void leave(Session session) {
        sessions.remove(new InitiatorPort(session.initiatorName(), session.isid()), session);
    }
}
