/**
 * Shares of a device's depth and of a loop's time: requests of I_T_L nexuses wait here while others are at work, too.
 *
 * <p>Called by activities and unit channels on the loop thread of the nexus; {@code UnitUse} is written by all loops. Knows neither
 * commands nor iSCSI.
 */
package dev.sluice.scsi.share;
