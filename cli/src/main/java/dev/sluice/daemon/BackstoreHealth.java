package dev.sluice.daemon;

import dev.sluice.io.device.DeviceHealth;
import java.util.Optional;

/**
 * Whether what a backstore lies on can be used.
 *
 * @param state ok, absent, degraded or failed; see {@link dev.sluice.api.ServedState.BackstoreState}
 * @param detail why, where it is not ok; else empty
 */
record BackstoreHealth(String state, String detail) {
    static final BackstoreHealth OK = new BackstoreHealth("ok", "");

    static BackstoreHealth absent(String why) {
        return new BackstoreHealth("absent", why);
    }

    /** Of one that was opened: ok, degraded or failed. */
    static BackstoreHealth of(DeviceHealth health) {
        return switch (health.state()) {
            case GOOD -> OK;
            case DEGRADED -> new BackstoreHealth("degraded", health.detail());
            case FAILED -> new BackstoreHealth("failed", health.detail());
        };
    }

    /** What is to be said of one that was opened, where it is not good. */
    static Optional<String> warning(String id, DeviceHealth health) {
        return health.isGood()
                ? Optional.empty()
                : Optional.of("/backstores/" + id
                        + (health.state() == DeviceHealth.State.FAILED ? " has failed: " : " is degraded: ")
                        + health.detail());
    }

    boolean isOk() {
        return this == OK;
    }
}
