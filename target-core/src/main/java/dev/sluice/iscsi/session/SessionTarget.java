package dev.sluice.iscsi.session;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.HeapShare;
import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.port.TargetPort;
import dev.sluice.scsi.unit.NexusListener;

/** The portal group of a target as a session sees it. Any thread, where a method does not say otherwise. */
public interface SessionTarget {
    /** The iSCSI name of the target. */
    String targetName();

    /** The present keep-alive of the group. */
    KeepAlive keepAlive();

    /** The SCSI target port. */
    TargetPort port();

    /**
     * Makes the nexus of a session. On the session's loop.
     *
     * @param heap lends memory for data that its tasks gather
     */
    ItNexus attach(SessionParameters parameters, IoLoop loop, NexusListener listener, HeapShare heap);

    /** The session does not belong to the group any more. */
    void leave(Session session);
}
