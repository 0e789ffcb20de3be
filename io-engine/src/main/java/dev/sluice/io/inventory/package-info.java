/**
 * The files and disks of this machine as the kernel tells of them: attributes, identities, and uses by others.
 *
 * <p>Called by those who open, describe and watch a device; any thread that may wait for a disk, so no loop's. It knows the kernel's
 * files and numbers, and nothing of requests or of devices that are open.
 */
package dev.sluice.io.inventory;
