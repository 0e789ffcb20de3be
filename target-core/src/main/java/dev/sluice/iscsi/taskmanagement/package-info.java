/**
 * Task management function requests (RFC 7143 11.5, RFC 7144 4.2): aborts, resets, queries, and the reassignment of tasks.
 *
 * <p>Used by {@code iscsi.request} on the session's loop thread. Tasks of the session end through their exchanges, those of other sessions
 * through the SCSI task manager. It knows nothing of portals and logins.
 */
package dev.sluice.iscsi.taskmanagement;
