/**
 * Sent PDUs that the initiator has not acknowledged: StatSN of a connection, the log of its responses, the data of a task, and their
 * retransmission (RFC 7143 4.2.2.2, 7.2, 11.16).
 *
 * <p>Used by connections, tasks and sessions on their loop thread. Below error recovery level 1 nothing is kept but StatSN. It knows
 * nothing of tasks, sessions or the requests that ask for a retransmission.
 */
package dev.sluice.iscsi.recovery;
