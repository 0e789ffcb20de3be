package dev.sluice.scsi.reservation;

/** What an I_T nexus may do while there is a reservation. */
public enum ReservationAccess {
    /** Whatever it likes. */
    FULL,
    /** Read: another has it for writing. */
    READING,
    /** What touches no data: another has it for itself, SPC-4 table 66. */
    LITTLE,
    /** Next to nothing: another has reserved it by RESERVE, SPC-2 5.5.1. */
    NONE
}
