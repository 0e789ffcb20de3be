package dev.sluice.scsi.reservation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The registrations and the reservation of a logical unit.
 *
 * @param generation the PRGENERATION field
 * @param registrations oldest first
 * @param type of the persistent reservation, or null where there is none
 * @param holder of the persistent reservation; null where there is none, and where all registrants hold it
 * @param persistent true if it outlives a loss of power (APTPL)
 * @param reservedBy the nexus that has reserved by RESERVE, or null
 */
public record Reservations(
        int generation,
        List<Registration> registrations,
        ReservationType type,
        PortNexus holder,
        boolean persistent,
        PortNexus reservedBy) {
    /** Nobody. */
    public static final Reservations NONE = new Reservations(0, List.of(), null, null, false, null);

    public Reservations {
        registrations = List.copyOf(registrations);
    }

    /** The rights of {@code nexus}. */
    public ReservationAccess accessOf(PortNexus nexus) {
        if (reservedBy != null) {
            return reservedBy.equals(nexus) ? ReservationAccess.FULL : ReservationAccess.NONE;
        }
        if (type == null || isHolder(nexus) || type.admitsRegistrants() && find(nexus) != null) {
            return ReservationAccess.FULL;
        }
        return type.excludesReaders() ? ReservationAccess.LITTLE : ReservationAccess.READING;
    }

    /** The registration of {@code nexus}, or null. */
    public Registration find(PortNexus nexus) {
        for (Registration registration : registrations) {
            if (registration.nexus().equals(nexus)) {
                return registration;
            }
        }
        return null;
    }

    /** Returns true if {@code nexus} holds the persistent reservation, maybe as one of all registrants. */
    public boolean isHolder(PortNexus nexus) {
        return type != null && (type.isHeldByAll() ? find(nexus) != null : nexus.equals(holder));
    }

    /** The holder's key, or 0 where all registrants hold the reservation. */
    public long reservationKey() {
        return holder == null ? 0 : find(holder).key();
    }

    Reservations counted() {
        return new Reservations(generation + 1, registrations, type, holder, persistent, reservedBy);
    }

    Reservations withPersistence(boolean value) {
        return new Reservations(generation, registrations, type, holder, value, reservedBy);
    }

    Reservations withReservation(ReservationType newType, PortNexus newHolder) {
        boolean hasHolder = newType != null && !newType.isHeldByAll();
        return new Reservations(
                generation, registrations, newType, hasHolder ? newHolder : null, persistent, reservedBy);
    }

    Reservations withRegistration(Registration added) {
        List<Registration> more = new ArrayList<>(registrations);
        more.replaceAll(old -> old.nexus().equals(added.nexus()) ? added : old);
        if (find(added.nexus()) == null) {
            more.add(added);
        }
        return new Reservations(generation, more, type, holder, persistent, reservedBy);
    }

    /** Without those registrations, and without the reservation where its last holder is gone. */
    Reservations without(Predicate<Registration> gone) {
        List<Registration> rest = registrations.stream().filter(gone.negate()).toList();
        Reservations less = new Reservations(generation, rest, type, holder, persistent, reservedBy);
        boolean held = type != null && (type.isHeldByAll() ? !rest.isEmpty() : less.find(holder) != null);
        return held ? less : less.withReservation(null, null);
    }

    Reservations withReservedBy(PortNexus nexus) {
        return new Reservations(generation, registrations, type, holder, persistent, nexus);
    }
}
