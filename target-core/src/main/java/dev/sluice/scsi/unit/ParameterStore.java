package dev.sluice.scsi.unit;

import java.io.IOException;

/** The storage in which the parameters of one logical unit outlive a loss of power. One thread at a time. */
public interface ParameterStore {
    /**
     * The parameters that were saved last; {@link SavedParameters#NONE} if none were.
     *
     * @throws IOException if it cannot be read, with what to do about it
     */
    SavedParameters load() throws IOException;

    /** Saves what is to be loaded next time; it is durable when this returns. */
    void save(SavedParameters parameters) throws IOException;
}
