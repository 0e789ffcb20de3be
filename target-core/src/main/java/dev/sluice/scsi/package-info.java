/**
 * Values of SCSI that all packages below use: status, LUN, task attribute, and the fields of command descriptor blocks.
 *
 * <p>The device server is in the packages beside: {@code scsi.port} takes tasks from a transport, {@code scsi.task} finds and runs their
 * commands, {@code scsi.unit} is what they work on. Any thread. Knows nothing.
 */
package dev.sluice.scsi;
