/**
 * The state machines that move a command's data between transport and device, in pieces that fit a buffer.
 *
 * <p>Commands begin them; they live on the task's loop thread, and every buffer that they take they release or pass on
 * exactly once. They count in bytes and know no command.
 */
package dev.sluice.scsi.transfer;
