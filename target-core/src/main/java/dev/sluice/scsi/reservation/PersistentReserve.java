package dev.sluice.scsi.reservation;

import dev.sluice.scsi.reservation.ReservationOutcome.Conflict;
import dev.sluice.scsi.reservation.ReservationOutcome.Granted;
import dev.sluice.scsi.reservation.ReservationOutcome.Notice;
import dev.sluice.scsi.reservation.ReservationOutcome.Refused;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The service actions of PERSISTENT RESERVE OUT as functions; SPC-4 5.9 and 6.16. */
public final class PersistentReserve {
    /** Registrations that a logical unit takes. */
    public static final int MAX_REGISTRATIONS = 1024;

    private static final int KEY_BYTE = 8;
    private static final int KEY_BIT = 7;

    private PersistentReserve() {}

    /**
     * REGISTER, and REGISTER AND IGNORE EXISTING KEY.
     *
     * @param by the nexus that sent the request
     * @param key the RESERVATION KEY field; looked at unless {@code ignoreKey}
     * @param newKey the SERVICE ACTION RESERVATION KEY field; 0 takes the registration away
     * @param ports {@code by} itself, and the same initiator port with all other target ports where ALL_TG_PT is set
     * @param others the nexuses to register beside it (SPEC_I_PT)
     * @param persistent the APTPL bit
     */
    public static ReservationOutcome register(
            Reservations now,
            PortNexus by,
            long key,
            long newKey,
            boolean ignoreKey,
            Set<PortNexus> ports,
            Set<PortNexus> others,
            boolean persistent) {
        Registration own = now.find(by);
        if (now.reservedBy() != null || !ignoreKey && key != (own == null ? 0 : own.key())) {
            return new Conflict();
        }
        if (newKey == 0) {
            return own == null
                    ? new Granted(now)
                    : unregister(
                                    now,
                                    registration ->
                                            ports.contains(registration.nexus()) && registration.key() == own.key())
                            .persisting(persistent);
        }
        Reservations after = now;
        for (PortNexus nexus : ports) {
            after = after.withRegistration(new Registration(nexus, newKey, ports.size() > 1));
        }
        for (PortNexus nexus : others) {
            if (after.find(nexus) == null) {
                after = after.withRegistration(new Registration(nexus, newKey, ports.size() > 1));
            }
        }
        return after.registrations().size() > MAX_REGISTRATIONS
                ? new Refused(SenseData.INSUFFICIENT_REGISTRATION_RESOURCES)
                : new Granted(after.counted().withPersistence(persistent));
    }

    /** SPC-4 5.9.11.3: registrants hear of it when the reservation goes with its holder. */
    private static Change unregister(Reservations now, Predicate<Registration> gone) {
        Reservations after = now.without(gone);
        boolean released =
                now.type() != null && after.type() == null && now.type().admitsRegistrants();
        return new Change(
                after.counted(), released ? notices(after, null, AdditionalSense.RESERVATIONS_RELEASED) : List.of());
    }

    private record Change(Reservations after, List<Notice> notices) {
        Granted persisting(boolean persistent) {
            return new Granted(after.withPersistence(persistent), notices);
        }
    }

    /** RESERVE. */
    public static ReservationOutcome reserve(Reservations now, PortNexus by, long key, ReservationType type) {
        if (!isRegistered(now, by, key)) {
            return new Conflict();
        }
        if (now.type() == null) {
            return new Granted(now.withReservation(type, by));
        }
        return now.isHolder(by) && now.type() == type ? new Granted(now) : new Conflict();
    }

    /** RELEASE. */
    public static ReservationOutcome release(Reservations now, PortNexus by, long key, ReservationType type) {
        if (!isRegistered(now, by, key)) {
            return new Conflict();
        }
        if (!now.isHolder(by)) {
            return new Granted(now);
        }
        if (now.type() != type) {
            return new Refused(SenseData.INVALID_RELEASE);
        }
        return new Granted(
                now.withReservation(null, null),
                type.admitsRegistrants() ? notices(now, by, AdditionalSense.RESERVATIONS_RELEASED) : List.of());
    }

    /** CLEAR. */
    public static ReservationOutcome clear(Reservations now, PortNexus by, long key) {
        return isRegistered(now, by, key)
                ? new Granted(
                        now.without(registration -> true).counted(),
                        notices(now, by, AdditionalSense.RESERVATIONS_PREEMPTED))
                : new Conflict();
    }

    /**
     * PREEMPT, and PREEMPT AND ABORT.
     *
     * @param victimKey the nexuses that lose registrations and reservation
     * @param type of the new reservation where one is made; null if the command names none that there is
     * @param abort true if tasks are aborted, too
     */
    public static ReservationOutcome preempt(
            Reservations now, PortNexus by, long key, long victimKey, ReservationType type, boolean abort) {
        if (!isRegistered(now, by, key)) {
            return new Conflict();
        }
        boolean heldByAll = now.type() != null && now.type().isHeldByAll();
        boolean takesOver = now.type() != null && (heldByAll ? victimKey == 0 : victimKey == now.reservationKey());
        if (victimKey == 0 && !heldByAll) {
            return new Refused(SenseData.invalidFieldInParameterList(KEY_BYTE, KEY_BIT));
        }
        if (takesOver && type == null) {
            return new Refused(SenseData.invalidFieldInCdb(2, 3));
        }
        Predicate<Registration> victim = registration -> takesOver
                ? !registration.nexus().equals(by) && (heldByAll || registration.key() == victimKey)
                : registration.key() == victimKey;
        if (!takesOver && now.registrations().stream().noneMatch(victim)) {
            return new Conflict();
        }
        Reservations rest = now.without(victim);
        List<Notice> notices = new ArrayList<>();
        Set<PortNexus> gone = new LinkedHashSet<>();
        for (Registration registration : now.registrations()) {
            if (victim.test(registration)) {
                gone.add(registration.nexus());
                if (!registration.nexus().equals(by)) {
                    notices.add(new Notice(registration.nexus(), AdditionalSense.REGISTRATIONS_PREEMPTED));
                }
            }
        }
        if (takesOver && now.type() != type && now.type().admitsRegistrants()) {
            notices.addAll(notices(rest, by, AdditionalSense.RESERVATIONS_RELEASED));
        }
        Reservations after = takesOver ? rest.withReservation(type, by) : rest;
        return new Granted(after.counted(), notices, abort ? gone : Set.of());
    }

    /**
     * REGISTER AND MOVE.
     *
     * @param to the nexus that gets the reservation
     * @param unregister true if {@code by} loses its registration (UNREG)
     */
    public static ReservationOutcome move(
            Reservations now,
            PortNexus by,
            long key,
            long newKey,
            PortNexus to,
            boolean unregister,
            boolean persistent) {
        if (!isRegistered(now, by, key) || now.type() == null || now.type().isHeldByAll() || !now.isHolder(by)) {
            return new Conflict();
        }
        if (newKey == 0) {
            return new Refused(SenseData.invalidFieldInParameterList(KEY_BYTE, KEY_BIT));
        }
        if (to.equals(by)) {
            return new Refused(SenseData.invalidFieldInParameterList(24, 7));
        }
        Reservations after =
                now.withRegistration(new Registration(to, newKey, false)).withReservation(now.type(), to);
        return new Granted(
                (unregister ? after.without(registration -> registration.nexus().equals(by)) : after)
                        .counted()
                        .withPersistence(persistent));
    }

    private static boolean isRegistered(Reservations now, PortNexus by, long key) {
        Registration own = now.find(by);
        return now.reservedBy() == null && own != null && own.key() == key;
    }

    /** The same condition for all registrants but {@code except}. */
    private static List<Notice> notices(Reservations of, PortNexus except, int additional) {
        return of.registrations().stream()
                .filter(registration -> !registration.nexus().equals(except))
                .map(registration -> new Notice(registration.nexus(), additional))
                .toList();
    }
}
