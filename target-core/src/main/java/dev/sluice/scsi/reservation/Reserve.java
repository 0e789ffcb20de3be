package dev.sluice.scsi.reservation;

import dev.sluice.scsi.reservation.ReservationOutcome.Conflict;
import dev.sluice.scsi.reservation.ReservationOutcome.Granted;

/** RESERVE and RELEASE (SPC-2 5.5) beside persistent reservations, as a target with CRH set has it (SPC-4 5.9.3). */
public final class Reserve {
    private Reserve() {}

    /** RESERVE. */
    public static ReservationOutcome reserve(Reservations now, PortNexus by) {
        if (!now.registrations().isEmpty()) {
            return hasItAnyway(now, by) ? new Granted(now) : new Conflict();
        }
        return now.reservedBy() == null || now.reservedBy().equals(by)
                ? new Granted(now.withReservedBy(by))
                : new Conflict();
    }

    /** RELEASE. */
    public static ReservationOutcome release(Reservations now, PortNexus by) {
        if (!now.registrations().isEmpty()) {
            return hasItAnyway(now, by) ? new Granted(now) : new Conflict();
        }
        return new Granted(lost(now, by));
    }

    /** The nexus is gone, and what it had reserved is free. */
    public static Reservations lost(Reservations now, PortNexus nexus) {
        return nexus.equals(now.reservedBy()) ? now.withReservedBy(null) : now;
    }

    /** The logical unit is reset. */
    public static Reservations reset(Reservations now) {
        return now.reservedBy() == null ? now : now.withReservedBy(null);
    }

    private static boolean hasItAnyway(Reservations now, PortNexus by) {
        return now.isHolder(by) || now.type() != null && now.type().admitsRegistrants() && now.find(by) != null;
    }
}
