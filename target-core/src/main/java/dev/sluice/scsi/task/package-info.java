/**
 * Tasks: a command on its way through the device server, the table that finds its handler, and the activities that take time.
 *
 * <p>A transport makes a {@code ScsiTask} and serves it as its {@code TaskTransport}; commands extend {@code CommandHandler} and {@code
 * Activity}. Everything runs on the task's loop thread. Knows no single command, and no transport.
 */
package dev.sluice.scsi.task;
