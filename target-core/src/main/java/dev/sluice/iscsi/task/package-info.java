/**
 * SCSI commands of a session: the exchange of PDUs for one task, with Data-In, R2Ts, Data-Out and status (RFC 7143 11.3 to 11.8).
 *
 * <p>Used by {@code iscsi.session} and the packages above it on the session's loop thread; tasks go to the SCSI target port. A task sees
 * its session through {@code TaskSession} and {@code TaskResources}, and knows nothing else of it.
 */
package dev.sluice.iscsi.task;
