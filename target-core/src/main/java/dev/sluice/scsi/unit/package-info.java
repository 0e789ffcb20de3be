/**
 * Logical units: a block device with its settings, its state that all loops share, and its part on each loop.
 *
 * <p>Called by tasks, commands and target ports. {@code LogicalUnit} may be used on any thread, {@code LoopUnit} and {@code
 * UnitNexus} on their loop's. Knows neither commands nor the transport.
 */
package dev.sluice.scsi.unit;
