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

/** Changes the reservations in the state of a logical unit, one change at a time. Any thread. */
final class UnitReservations {
    private static final Logger LOG = LoggerFactory.getLogger(UnitReservations.class);

    /** Null where nothing outlives a loss of power. */
    private final ReservationStore store;

    private final LogicalUnit unit;

    UnitReservations(LogicalUnit unit, ReservationStore store) {
        this.unit = unit;
        this.store = store;
    }

    boolean canPersist() {
        return store != null;
    }

    /** Returns the outcome of {@code request}; a change that it grants is in force, and saved where it has to be, when this returns. May block. */
    synchronized ReservationOutcome change(Function<Reservations, ReservationOutcome> request) {
        Reservations before = unit.state().reservations();
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
            unit.update(now -> now.withReservations(after));
        }
        return outcome;
    }

    /** A change that nothing has to be saved for. */
    synchronized void update(Function<Reservations, Reservations> change) {
        unit.update(now -> now.withReservations(change.apply(now.reservations())));
    }
}
