package dev.sluice.scsi.reservation;

/** The rights of an I_T nexus while there is a reservation. */
public enum ReservationAccess {
    /** Every command. */
    FULL,
    /** Read: another has it for writing. */
    READING,
    /** Commands that touch no data: another nexus has the data for itself, SPC-4 table 66. */
    LITTLE,
    /** Next to nothing: another has reserved it by RESERVE, SPC-2 5.5.1. */
    NONE
}
