/**
 * Log pages, and the commands that show and reset them (SPC-4 7.3, SBC-3 6.4). Called by the command table, on the loops'
 * threads; what may wait for a disk is done beside them. Knows nothing of transports.
 */
package dev.sluice.scsi.log;
