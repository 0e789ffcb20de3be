package dev.sluice.io.device;

import java.util.UUID;

/** Makes up what tells a device from every other. */
final class Identity {
    private Identity() {}

    /** For a device that nothing outlives. */
    static String random() {
        return UUID.randomUUID().toString();
    }
}
