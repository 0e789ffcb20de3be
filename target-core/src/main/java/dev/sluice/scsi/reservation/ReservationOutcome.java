package dev.sluice.scsi.reservation;

import dev.sluice.scsi.sense.SenseData;
import java.util.List;
import java.util.Set;

/** The outcome of a request about reservations. */
public sealed interface ReservationOutcome {
    /**
     * It is granted.
     *
     * @param after the reservations from now on
     * @param notices unit attention conditions for the nexuses concerned
     * @param aborted the nexuses whose tasks are to be aborted
     */
    record Granted(Reservations after, List<Notice> notices, Set<PortNexus> aborted) implements ReservationOutcome {
        Granted(Reservations after) {
            this(after, List.of(), Set.of());
        }

        Granted(Reservations after, List<Notice> notices) {
            this(after, notices, Set.of());
        }
    }

    /** RESERVATION CONFLICT; nothing changes. */
    record Conflict() implements ReservationOutcome {}

    /** CHECK CONDITION; nothing changes. */
    record Refused(SenseData why) implements ReservationOutcome {}

    /** @param additional the unit attention condition, {@code ASC << 8 | ASCQ} */
    record Notice(PortNexus to, int additional) {}
}
