/**
 * Reservations of a logical unit (SPC-4 5.9, and those of RESERVE and RELEASE): immutable values and pure functions from one to the next.
 *
 * <p>Called by the device server, which keeps the value, tells initiators what changed, and asks it on every command whether an
 * initiator may. Any thread. It knows neither tasks nor logical units.
 */
package dev.sluice.scsi.reservation;
