package dev.sluice.iscsi.session;

import dev.sluice.scsi.ScsiTarget;
import java.util.concurrent.ConcurrentHashMap;

/** An iSCSI target node: a name, who may log in, the device server behind it, and its sessions. Any thread. */
public final class TargetNode {
    /** What makes a session of a target unique on the initiator's side: a second one reinstates the first (RFC 7143 6.3.5). */
    private record InitiatorPort(String name, long isid) {}

    private final String name;
    private final AccessPolicy access;
    private final ScsiTarget scsi;
    private final ConcurrentHashMap<InitiatorPort, Session> sessions = new ConcurrentHashMap<>();

    public TargetNode(String name, AccessPolicy access, ScsiTarget scsi) {
        this.name = name;
        this.access = access;
        this.scsi = scsi;
    }

    public String name() {
        return name;
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
