package dev.sluice.scsi;

import dev.sluice.scsi.reservation.ReservationStore;
import dev.sluice.scsi.reservation.Reservations;
import java.io.IOException;

/**
 * What a logical unit keeps over a loss of power, and where.
 *
 * @param reservationStore null for nowhere
 * @param reservations what is in there
 * @param parameterStore null for nowhere
 * @param parameters what is in there
 */
public record UnitMemory(
        ReservationStore reservationStore,
        Reservations reservations,
        ParameterStore parameterStore,
        SavedParameters parameters) {
    /** All ends with the process. */
    public static final UnitMemory NONE = new UnitMemory(null, Reservations.NONE, null, SavedParameters.NONE);

    /**
     * What is in those stores.
     *
     * @throws IOException if something cannot be read
     */
    public static UnitMemory load(ReservationStore reservationStore, ParameterStore parameterStore) throws IOException {
        return new UnitMemory(reservationStore, reservationStore.load(), parameterStore, parameterStore.load());
    }
}
