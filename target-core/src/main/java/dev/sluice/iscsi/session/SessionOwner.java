package dev.sluice.iscsi.session;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.MemoryAccount;
import dev.sluice.iscsi.journal.Journal;
import dev.sluice.iscsi.task.CommandStatistics;

/** The loop of sessions as a session sees it, with the settings that apply to all. Owner: the loop's thread. */
public interface SessionOwner {
    /** The loop that all calls of the session are made on. */
    IoLoop loop();

    /** The bound of the data that all sessions of the loop keep for retransmission. */
    MemoryAccount.Budget memoryBudget();

    /** Counts and latencies of all commands of the loop. */
    CommandStatistics statistics();

    /** The journal of the server. */
    Journal journal();

    /** The pace at which initiators have to transfer data. */
    TransferPace pace();

    /** The keep-alive of discovery sessions. */
    KeepAlive discoveryKeepAlive();

    /** The session has ended, and nothing of it is under way. */
    void sessionEnded(Session session);
}
