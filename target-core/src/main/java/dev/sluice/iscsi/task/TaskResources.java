package dev.sluice.iscsi.task;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.connection.TargetTransferTags;
import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.iscsi.recovery.RetainedBytes;
import dev.sluice.scsi.port.ItNexus;
import dev.sluice.scsi.port.TargetPort;

/**
 * Parts of a session that all of its tasks use. Owner: the session's loop thread.
 *
 * @param buffers of the session
 * @param transferTags for R2Ts, and for Data-In that asks for its acknowledgement
 * @param retainedBytes bound of the data kept for retransmission
 * @param statusJournal the journal of statuses other than GOOD
 */
public record TaskResources(
        IoLoop loop,
        SessionParameters parameters,
        SessionBuffers buffers,
        ItNexus nexus,
        TargetPort port,
        TargetTransferTags transferTags,
        RetainedBytes retainedBytes,
        StatusJournal statusJournal) {
    /** Returns true at error recovery level 1 or 2, where sent PDUs are kept until they are acknowledged. */
    boolean recovers() {
        return parameters.errorRecoveryLevel() > 0;
    }
}
