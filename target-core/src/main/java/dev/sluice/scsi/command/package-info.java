/**
 * The commands of a disk (SPC-4, SBC-3), a small class each: decode, check, run.
 *
 * <p>The device server runs them, from its table, on the task's loop thread. A command is one object for all tasks and
 * has no state of its own. It knows no transport.
 */
package dev.sluice.scsi.command;
