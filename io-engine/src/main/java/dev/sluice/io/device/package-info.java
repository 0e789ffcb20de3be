/**
 * Block devices by their interface: requests, channels, properties, health, and a device whose medium can be exchanged.
 *
 * <p>The SCSI layer opens a {@link dev.sluice.io.device.DeviceChannel} on each loop; requests and completions stay on that
 * loop's thread. It counts in bytes, and knows neither SCSI nor the kinds of devices.
 */
package dev.sluice.io.device;
