/**
 * Target ports: logical units by number, the I_T nexuses that see them, and task management.
 *
 * <p>Called by a transport: on any thread for the map of units, on the loop of a nexus for its tasks. Knows neither the commands nor
 * the transport's protocol.
 */
package dev.sluice.scsi.port;
