package dev.sluice.iscsi.task;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.MemoryAccount;
import dev.sluice.iscsi.connection.TargetTransferTags;
import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.scsi.port.ItNexus;

/**
 * Parts of a session that all of its tasks use. Owner: the session's loop thread.
 *
 * @param buffers of the session
 * @param transferTags for R2Ts, and for Data-In that asks for its acknowledgement
 * @param memory account of the memory that the session keeps from others: sent data that may be wanted again, or loans of devices
 * @param statusJournal the journal of statuses other than GOOD
 */
public record TaskResources(
        IoLoop loop,
        SessionParameters parameters,
        SessionBuffers buffers,
        ItNexus nexus,
        TargetTransferTags transferTags,
        MemoryAccount memory,
        StatusJournal statusJournal) {
    /** Returns true at error recovery level 1 or 2, where sent PDUs are kept until they are acknowledged. */
    boolean recovers() {
        return parameters.errorRecoveryLevel() > 0;
    }

    /** The account of the memory that devices may lend, or null where sent data are kept for longer than a loan should last. */
    MemoryAccount loans() {
        return recovers() ? null : memory;
    }
}
