package dev.sluice.daemon;

import dev.sluice.io.device.DeviceHealth;
import java.util.Optional;

/** State of the file or device of a backstore.
 *
 * @param state ok, absent, degraded or failed; see {@link dev.sluice.api.ServedState.BackstoreState}
 * @param detail reason where it is not ok, else empty
 */
record BackstoreHealth(String state, String detail) {
    static final BackstoreHealth OK = new BackstoreHealth("ok", "");

    static BackstoreHealth absent(String why) {
        return new BackstoreHealth("absent", why);
    }

    /** Health of an open backstore: ok, degraded or failed. */
    static BackstoreHealth of(DeviceHealth health) {
        return switch (health.state()) {
            case GOOD -> OK;
            case DEGRADED -> new BackstoreHealth("degraded", health.detail());
            case FAILED -> new BackstoreHealth("failed", health.detail());
        };
    }

    /** Warning about an open backstore that is not ok. */
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
