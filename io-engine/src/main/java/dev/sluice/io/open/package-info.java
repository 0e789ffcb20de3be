/**
 * Opening of devices: from a {@link dev.sluice.io.device.DeviceSpec} to a device, or to a message for the administrator.
 *
 * <p>Called by the daemon and by tools, on any thread but a loop's, since it waits for the storage. It creates files, takes their locks
 * and finds the way of I/O; it knows nothing of the requests that follow.
 */
package dev.sluice.io.open;
