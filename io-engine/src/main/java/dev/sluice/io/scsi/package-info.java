/**
 * SCSI devices of this machine, which are given commands as they are (SG_IO) instead of reads and writes.
 *
 * <p>The device server opens a {@link dev.sluice.io.scsi.CommandDevice} and submits requests from its loops; threads of the
 * device's own wait for the kernel. What commands mean is not known here, but for the few that tell what the device is.
 */
package dev.sluice.io.scsi;
