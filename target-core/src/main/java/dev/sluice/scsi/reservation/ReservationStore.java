package dev.sluice.scsi.reservation;

import java.io.IOException;

/** The storage in which reservations outlive a loss of power (APTPL). Any thread but a loop's, one at a time. */
public interface ReservationStore {
    /**
     * The reservations that were saved last; {@link Reservations#NONE} if none were.
     *
     * @throws IOException if what was saved cannot be read; its message is for the administrator
     */
    Reservations load() throws IOException;

    /** Saves; it is durable when this returns. Those that are not {@linkplain Reservations#persistent persistent} are forgotten. */
    void save(Reservations reservations) throws IOException;
}
