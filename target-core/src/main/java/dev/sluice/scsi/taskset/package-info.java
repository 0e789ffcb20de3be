/**
 * Task sets (SAM-5 8): the tasks under way on a logical unit, their order, and their abortion on all loops.
 *
 * <p>Called by tasks, logical units and target ports. A task set belongs to one loop thread; {@code UnitTasks} reaches those of all
 * loops by messages. Knows neither commands nor data.
 */
package dev.sluice.scsi.taskset;
