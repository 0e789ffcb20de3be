/**
 * SCSI devices of this machine as logical units: their commands are carried out by the device, and its answers go to the initiator.
 *
 * <p>{@link dev.sluice.scsi.passthrough.PassThroughUnits} makes them. Commands run on their tasks' loops, as all do; the
 * device works on threads of its own. Which kind of device it is hardly matters here.
 */
package dev.sluice.scsi.passthrough;
