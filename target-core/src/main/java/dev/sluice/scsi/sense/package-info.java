/**
 * Sense data (SPC-4 4.5): what went wrong, in the two formats that initiators read.
 *
 * <p>Made by commands and by the device server, on any thread: all types are immutable. It knows neither tasks nor
 * devices.
 */
package dev.sluice.scsi.sense;
