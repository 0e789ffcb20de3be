package dev.sluice.scsi.unit;

import dev.sluice.scsi.reservation.ReservationOutcome;
import dev.sluice.scsi.reservation.ReservationOutcome.Granted;
import dev.sluice.scsi.reservation.ReservationOutcome.Refused;
import dev.sluice.scsi.reservation.ReservationStore;
import dev.sluice.scsi.reservation.Reservations;
import dev.sluice.scsi.sense.SenseData;
import java.io.IOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reservations of a logical unit: looked at by one volatile read, changed one at a time. Any thread. */
final class UnitReservations {
    private static final Logger LOG = LoggerFactory.getLogger(UnitReservations.class);

    /** Null where nothing outlives a loss of power. */
    private final ReservationStore store;

    private volatile Reservations current;

    UnitReservations(ReservationStore store, Reservations current) {
        this.store = store;
        this.current = current;
    }

    Reservations current() {
        return current;
    }

    boolean canPersist() {
        return store != null;
    }

    /** Returns the outcome of {@code request}; a change that it grants is in force, and saved where it has to be, when this returns. May block. */
    synchronized ReservationOutcome change(Function<Reservations, ReservationOutcome> request) {
        Reservations before = current;
        ReservationOutcome outcome = request.apply(before);
        if (outcome instanceof Granted granted) {
            Reservations after = granted.after();
            if (before.persistent() || after.persistent()) {
                try {
                    store.save(after);
                } catch (IOException e) {
                    LOG.error("cannot save reservations: {}", e.toString());
                    return new Refused(SenseData.TARGET_FAILURE);
                }
            }
            current = after;
        }
        return outcome;
    }

    /** A change that nothing has to be saved for. */
    synchronized void update(Function<Reservations, Reservations> change) {
        current = change.apply(current);
    }
}
