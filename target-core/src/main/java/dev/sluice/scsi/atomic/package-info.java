/**
 * Atomic sections: ranges of a medium that one command has for itself, and watches over ranges that change.
 *
 * <p>Called by activities, for whose reads and writes {@code AccessGate} is the way to the device. A gate and a section belong to
 * one loop thread; {@code AtomicAccess} is shared by all loops. Knows neither tasks nor logical units.
 */
package dev.sluice.scsi.atomic;
