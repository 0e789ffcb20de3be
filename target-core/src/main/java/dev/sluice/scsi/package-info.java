/**
 * The SCSI device server: logical units, tasks, and the command set of a disk.
 *
 * <p>A transport (iSCSI here) gives it tasks and moves their data, through {@link dev.sluice.scsi.TaskTransport}; block
 * devices carry them out. A task lives on one loop thread. It knows no transport.
 */
package dev.sluice.scsi;
