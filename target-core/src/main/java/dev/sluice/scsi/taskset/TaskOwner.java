package dev.sluice.scsi.taskset;

import dev.sluice.scsi.reservation.PortNexus;

/** The I_T_L nexus of a task, as task sets see it. */
public interface TaskOwner {
    /** The I_T nexus. */
    TaskSource nexus();

    /** The LUN field by which the nexus finds the logical unit. */
    long lun();

    /** The I_T nexus by its names, as reservations know it. */
    PortNexus portNexus();

    /** Establishes a unit attention condition; false if it is pending already. Any thread. */
    boolean establish(int additional);
}
