/**
 * The server as a whole: targets, portals and LUNs as live objects, put together from loops, devices, the device server and iSCSI.
 *
 * <p>Whoever embeds or runs Sluice starts here. It knows no command line and no file of configuration.
 */
package dev.sluice.target;
