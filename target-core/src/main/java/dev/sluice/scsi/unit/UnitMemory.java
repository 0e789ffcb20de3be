package dev.sluice.scsi.unit;

import dev.sluice.scsi.reservation.ReservationStore;
import dev.sluice.scsi.reservation.Reservations;
import java.io.IOException;

/**
 * The reservations and parameters that a logical unit keeps over a loss of power, and their stores.
 *
 * @param reservationStore null for nowhere
 * @param reservations the content of that store
 * @param parameterStore null for nowhere
 * @param parameters the content of that store
 */
public record UnitMemory(
        ReservationStore reservationStore,
        Reservations reservations,
        ParameterStore parameterStore,
        SavedParameters parameters) {
    /** All ends with the process. */
    public static final UnitMemory NONE = new UnitMemory(null, Reservations.NONE, null, SavedParameters.NONE);

    /**
     * Loads the content of the stores.
     *
     * @throws IOException if something cannot be read
     */
    public static UnitMemory load(ReservationStore reservationStore, ParameterStore parameterStore) throws IOException {
        return new UnitMemory(reservationStore, reservationStore.load(), parameterStore, parameterStore.load());
    }
}
