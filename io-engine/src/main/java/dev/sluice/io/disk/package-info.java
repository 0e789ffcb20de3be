/**
 * The kinds of block devices: files and disks on a loop's own ring, memory, zeroes, and a device that is absent.
 *
 * <p>{@code io.open} makes them, and the SCSI layer uses them as {@link dev.sluice.io.device.BlockDevice}. A channel belongs to its
 * loop's thread, a device to any. It knows neither SCSI nor the words for an administrator whose disk cannot be opened.
 */
package dev.sluice.io.disk;
