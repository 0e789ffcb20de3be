/**
 * Block devices behind one interface: files, disks, memory and nothing at all.
 *
 * <p>The SCSI layer opens a device once and a {@link dev.sluice.io.device.DeviceChannel} of it on each loop; requests and
 * completions stay on that loop's thread. It counts in bytes, and knows nothing of SCSI.
 */
package dev.sluice.io.device;
