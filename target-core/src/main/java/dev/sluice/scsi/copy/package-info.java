/**
 * Third-party copy (SPC-4 5.17): the copy manager, which copies blocks within and between the logical units that an initiator sees.
 *
 * <p>The device server runs its commands on the task's loop thread; the copy manager in turn has the device server carry out reads and
 * writes, so that reservations, write protection and atomic commands hold for copies as well. It knows no transport.
 */
package dev.sluice.scsi.copy;
