/**
 * Protection information (SBC-3 4.22): what the eight bytes beside a logical block are, how they are checked, and where they
 * are kept. Values and functions, and a block device with both; called by the device server and the openers of disks, on any
 * thread, but channels on their loop's. Knows nothing of commands and tasks.
 */
package dev.sluice.scsi.protection;
