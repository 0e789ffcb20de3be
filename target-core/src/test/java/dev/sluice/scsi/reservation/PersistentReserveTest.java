package dev.sluice.scsi.reservation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.scsi.reservation.ReservationOutcome.Conflict;
import dev.sluice.scsi.reservation.ReservationOutcome.Granted;
import dev.sluice.scsi.reservation.ReservationOutcome.Notice;
import dev.sluice.scsi.reservation.ReservationOutcome.Refused;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The rules of SPC-4 5.9, one by one: A and B are registered with keys 1 and 2, C is not. */
class PersistentReserveTest {
    private static final PortNexus A = new PortNexus("a,i,0x1", "t", 1);
    private static final PortNexus A2 = new PortNexus("a,i,0x1", "t", 2);
    private static final PortNexus B = new PortNexus("b,i,0x1", "t", 1);
    private static final PortNexus C = new PortNexus("c,i,0x1", "t", 1);

    private static final int PREEMPTED = 0x2A03;
    private static final int RELEASED = 0x2A04;
    private static final int UNREGISTERED = 0x2A05;

    private Reservations now = Reservations.NONE;
    private List<Notice> notices = List.of();
    private Set<PortNexus> aborted = Set.of();

    private void granted(ReservationOutcome outcome) {
        Granted granted = assertInstanceOf(Granted.class, outcome);
        now = granted.after();
        notices = granted.notices();
        aborted = granted.aborted();
    }

    private void conflict(ReservationOutcome outcome) {
        assertInstanceOf(Conflict.class, outcome);
    }

    private void refused(ReservationOutcome outcome) {
        assertInstanceOf(Refused.class, outcome);
    }

    private ReservationOutcome register(PortNexus by, long key, long newKey) {
        return PersistentReserve.register(now, by, key, newKey, false, Set.of(by), Set.of(), false);
    }

    private ReservationOutcome preempt(PortNexus by, long key, long victim, ReservationType type) {
        return PersistentReserve.preempt(now, by, key, victim, type, false);
    }

    private void registerBoth() {
        granted(register(A, 0, 1));
        granted(register(B, 0, 2));
    }

    private void reserve(ReservationType type) {
        registerBoth();
        granted(PersistentReserve.reserve(now, A, 1, type));
    }

    @Test
    void shouldRegisterChangeAndTakeAway() {
        conflict(register(A, 7, 1));
        granted(register(A, 0, 0));
        assertEquals(0, now.generation());
        granted(register(A, 0, 1));
        conflict(register(A, 0, 5));
        conflict(register(A, 2, 5));
        granted(register(A, 1, 5));
        assertEquals(5, now.find(A).key());
        assertEquals(2, now.generation());
        granted(register(A, 5, 0));
        assertNull(now.find(A));
    }

    @Test
    void shouldIgnoreTheExistingKeyWhenAsked() {
        granted(PersistentReserve.register(now, A, 99, 1, true, Set.of(A), Set.of(), false));
        granted(PersistentReserve.register(now, A, 99, 2, true, Set.of(A), Set.of(), false));
        assertEquals(2, now.find(A).key());
        granted(PersistentReserve.register(now, A, 99, 0, true, Set.of(A), Set.of(), false));
        assertNull(now.find(A));
    }

    @Test
    void shouldRegisterForOthersAndForAllPorts() {
        granted(register(B, 0, 2));
        granted(PersistentReserve.register(now, A, 0, 1, false, Set.of(A, A2), Set.of(B, C), false));
        assertEquals(1, now.find(A2).key());
        assertTrue(now.find(A2).allPorts());
        assertEquals(2, now.find(B).key(), "who is registered stays so");
        assertEquals(1, now.find(C).key());
        granted(PersistentReserve.register(now, A, 1, 0, false, Set.of(A, A2), Set.of(), false));
        assertNull(now.find(A2));
        assertEquals(1, now.find(C).key());
    }

    @Test
    void shouldTakeNoMoreRegistrationsThanItHasRoomFor() {
        for (int i = 0; i < PersistentReserve.MAX_REGISTRATIONS; i++) {
            granted(register(new PortNexus("i" + i, "t", 1), 0, 1));
        }
        refused(register(A, 0, 1));
    }

    @Test
    void shouldKeepTheLastWishForPersistence() {
        granted(PersistentReserve.register(now, A, 0, 1, false, Set.of(A), Set.of(), true));
        assertTrue(now.persistent());
        granted(PersistentReserve.reserve(now, A, 1, ReservationType.WRITE_EXCLUSIVE));
        assertTrue(now.persistent());
        granted(register(B, 0, 2));
        assertTrue(!now.persistent());
    }

    @ParameterizedTest
    @EnumSource
    void shouldReserveForRegistrantsOnly(ReservationType type) {
        conflict(PersistentReserve.reserve(now, A, 0, type));
        registerBoth();
        conflict(PersistentReserve.reserve(now, A, 2, type));
        conflict(PersistentReserve.reserve(now, C, 1, type));
        granted(PersistentReserve.reserve(now, A, 1, type));
        assertEquals(2, now.generation(), "RESERVE does not count");
        granted(PersistentReserve.reserve(now, A, 1, type));
        for (ReservationType other : ReservationType.values()) {
            if (other != type) {
                conflict(PersistentReserve.reserve(now, A, 1, other));
            }
        }
        assertEquals(type.isHeldByAll() ? 0 : 1, now.reservationKey());
        if (type.isHeldByAll()) {
            granted(PersistentReserve.reserve(now, B, 2, type));
        } else {
            conflict(PersistentReserve.reserve(now, B, 2, type));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReleaseWhatItHoldsAndTellRegistrants(ReservationType type) {
        reserve(type);
        conflict(PersistentReserve.release(now, C, 0, type));
        conflict(PersistentReserve.release(now, A, 3, type));
        for (ReservationType other : ReservationType.values()) {
            if (other != type) {
                refused(PersistentReserve.release(now, A, 1, other));
            }
        }
        if (!type.isHeldByAll()) {
            granted(PersistentReserve.release(now, B, 2, type));
            assertEquals(type, now.type(), "who does not hold it does not release it");
        }
        granted(PersistentReserve.release(now, A, 1, type));
        assertNull(now.type());
        assertEquals(type.admitsRegistrants() ? List.of(new Notice(B, RELEASED)) : List.of(), notices);
        granted(PersistentReserve.release(now, A, 1, type));
    }

    @ParameterizedTest
    @EnumSource
    void shouldReleaseWhenTheHolderUnregisters(ReservationType type) {
        reserve(type);
        granted(register(A, 1, 0));
        if (type.isHeldByAll()) {
            assertEquals(type, now.type());
            granted(register(B, 2, 0));
        } else {
            assertEquals(type.admitsRegistrants() ? List.of(new Notice(B, RELEASED)) : List.of(), notices);
        }
        assertNull(now.type());
    }

    @ParameterizedTest
    @EnumSource
    void shouldClearEverything(ReservationType type) {
        reserve(type);
        conflict(PersistentReserve.clear(now, C, 0));
        granted(PersistentReserve.clear(now, B, 2));
        assertNull(now.type());
        assertEquals(List.of(), now.registrations());
        assertEquals(List.of(new Notice(A, PREEMPTED)), notices);
        assertEquals(3, now.generation());
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.MATCH_NONE,
            names = {".*ALL_REGISTRANTS"})
    void shouldTakeTheReservationFromItsHolder(ReservationType type) {
        reserve(type);
        granted(register(C, 0, 3));
        refused(preempt(B, 2, 0, ReservationType.WRITE_EXCLUSIVE));
        refused(preempt(B, 2, 1, null));
        conflict(preempt(B, 2, 9, ReservationType.WRITE_EXCLUSIVE));
        granted(preempt(B, 2, 1, ReservationType.EXCLUSIVE_ACCESS));
        assertNull(now.find(A));
        assertTrue(now.isHolder(B));
        assertEquals(ReservationType.EXCLUSIVE_ACCESS, now.type());
        assertEquals(
                type.admitsRegistrants()
                        ? List.of(new Notice(A, UNREGISTERED), new Notice(C, RELEASED))
                        : List.of(new Notice(A, UNREGISTERED)),
                notices);
        assertEquals(Set.of(), aborted);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.MATCH_ALL,
            names = {".*ALL_REGISTRANTS"})
    void shouldTakeTheReservationFromAllRegistrantsWithKeyZero(ReservationType type) {
        reserve(type);
        granted(PersistentReserve.preempt(now, B, 2, 0, ReservationType.WRITE_EXCLUSIVE, true));
        assertTrue(now.isHolder(B));
        assertEquals(1, now.registrations().size());
        assertEquals(List.of(new Notice(A, UNREGISTERED)), notices);
        assertEquals(Set.of(A), aborted);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRemoveRegistrationsAndLeaveTheReservation(ReservationType type) {
        reserve(type);
        granted(register(C, 0, 3));
        granted(PersistentReserve.preempt(now, A, 1, 3, null, true));
        assertEquals(type, now.type());
        assertTrue(now.isHolder(A));
        assertNull(now.find(C));
        assertEquals(List.of(new Notice(C, UNREGISTERED)), notices);
        assertEquals(Set.of(C), aborted);
    }

    @Test
    void shouldPreemptItselfAndStayRegistered() {
        reserve(ReservationType.WRITE_EXCLUSIVE);
        granted(preempt(A, 1, 1, ReservationType.EXCLUSIVE_ACCESS));
        assertTrue(now.isHolder(A));
        assertEquals(ReservationType.EXCLUSIVE_ACCESS, now.type());
        assertEquals(List.of(), notices);
    }

    @Test
    void shouldMoveTheReservation() {
        reserve(ReservationType.WRITE_EXCLUSIVE);
        conflict(PersistentReserve.move(now, B, 2, 5, C, false, false));
        conflict(PersistentReserve.move(now, A, 2, 5, C, false, false));
        refused(PersistentReserve.move(now, A, 1, 0, C, false, false));
        refused(PersistentReserve.move(now, A, 1, 5, A, false, false));
        granted(PersistentReserve.move(now, A, 1, 5, C, false, false));
        assertTrue(now.isHolder(C));
        assertEquals(5, now.find(C).key());
        assertEquals(1, now.find(A).key());
        granted(PersistentReserve.move(now, C, 5, 6, B, true, false));
        assertTrue(now.isHolder(B));
        assertNull(now.find(C));
        assertEquals(6, now.find(B).key());
    }

    @Test
    void shouldNotMoveWhatAllHold() {
        reserve(ReservationType.WRITE_EXCLUSIVE_ALL_REGISTRANTS);
        conflict(PersistentReserve.move(now, A, 1, 5, C, false, false));
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveAccessByType(ReservationType type) {
        reserve(type);
        boolean reading = type.name().startsWith("WRITE");
        ReservationAccess shutOut = reading ? ReservationAccess.READING : ReservationAccess.LITTLE;
        assertEquals(ReservationAccess.FULL, now.accessOf(A));
        assertEquals(type.name().contains("REGISTRANTS") ? ReservationAccess.FULL : shutOut, now.accessOf(B));
        assertEquals(shutOut, now.accessOf(C));
        assertEquals(shutOut, now.accessOf(A2), "another port is another nexus");
    }

    @Test
    void shouldLetReserveAndPersistentReservationsExcludeEachOther() {
        granted(Reserve.reserve(now, A));
        granted(Reserve.reserve(now, A));
        conflict(Reserve.reserve(now, B));
        conflict(register(A, 0, 1));
        conflict(register(B, 0, 1));
        assertEquals(ReservationAccess.FULL, now.accessOf(A));
        assertEquals(ReservationAccess.NONE, now.accessOf(B));
        granted(Reserve.release(now, B));
        assertEquals(A, now.reservedBy());
        assertEquals(A, Reserve.lost(now, B).reservedBy());
        assertNull(Reserve.lost(now, A).reservedBy());
        assertNull(Reserve.reset(now).reservedBy());
        granted(Reserve.release(now, A));

        registerBoth();
        conflict(Reserve.reserve(now, A));
        granted(PersistentReserve.reserve(now, A, 1, ReservationType.WRITE_EXCLUSIVE));
        granted(Reserve.reserve(now, A));
        assertNull(now.reservedBy());
        conflict(Reserve.reserve(now, B));
        conflict(Reserve.release(now, B));
        granted(Reserve.release(now, A));
        assertTrue(now.isHolder(A));
    }
}
