/**
 * Sessions: an I_T nexus with its connections, the order of CmdSN, the fences, the tasks that outlive a connection, and the end
 * (RFC 7143 4, 7).
 *
 * <p>Used by requests and task management on the session's loop thread. A session sees its loop and its portal group through
 * {@code SessionOwner} and {@code SessionTarget}; it does not parse PDUs, and does not know what a command does.
 */
package dev.sluice.iscsi.session;
