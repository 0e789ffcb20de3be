/**
 * The server as a whole: targets, portals and LUNs as live objects, put together from loops, devices, the device server and iSCSI.
 *
 * <p>Programs that embed or run Sluice start here. It knows no command line and no file of configuration.
 */
package dev.sluice.target;
