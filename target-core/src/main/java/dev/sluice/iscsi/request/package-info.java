/**
 * The full feature phase of a connection: checks received PDUs against the rules, and carries the requests out (RFC 7143 11).
 *
 * <p>Entered by {@code iscsi.node} after a login; on the connection's loop thread. SCSI commands go to {@code iscsi.task}, task management
 * functions to {@code iscsi.taskmanagement}. Targets are known only as a {@code TargetList}.
 */
package dev.sluice.iscsi.request;
