/**
 * A read-only CD or DVD drive put together, with the commands (MMC-6) that a disk does not have: a small class each, as in {@code
 * dev.sluice.scsi.command}.
 *
 * <p>Called by the configuration of targets; the commands run on the task's loop thread. It knows no transport.
 */
package dev.sluice.scsi.optical;
