/**
 * Connections from accept to close, the PDUs that they send beside SCSI commands, and their place among those who have not logged in.
 *
 * <p>Made by {@code iscsi.node}; used by sessions and requests on the connection's loop thread. A connection gives received PDUs to its
 * phase, and knows neither phases nor sessions.
 */
package dev.sluice.iscsi.connection;
