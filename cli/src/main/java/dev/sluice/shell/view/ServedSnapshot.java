package dev.sluice.shell.view;

import dev.sluice.api.Administration;
import dev.sluice.api.ServedState;
import dev.sluice.config.Configuration;

/** The configuration and state of the daemon at about one time; read when first needed. */
public final class ServedSnapshot {
    private final Administration administration;
    private Configuration configuration;
    private ServedState state;

    public ServedSnapshot(Administration administration) {
        this.administration = administration;
    }

    public Configuration configuration() {
        if (configuration == null) {
            configuration = administration.configuration().configuration();
        }
        return configuration;
    }

    public ServedState state() {
        if (state == null) {
            state = administration.state();
        }
        return state;
    }

    /** Forgets both, so that they are read again. */
    public void forget() {
        configuration = null;
        state = null;
    }
}
