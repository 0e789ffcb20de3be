/**
 * A disk put together: which commands and pages it has.
 *
 * <p>Called by the configuration of targets. A new command is one line in its table here. Other kinds of device stand
 * beside it.
 */
package dev.sluice.scsi.disk;
