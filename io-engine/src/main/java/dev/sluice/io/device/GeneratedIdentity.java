package dev.sluice.io.device;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/** Makes up what tells a device from every other. */
final class GeneratedIdentity {
    private GeneratedIdentity() {}

    /** For a device that nothing outlives, or that keeps what it is given. */
    static String random() {
        return UUID.randomUUID().toString();
    }

    /** The same for the same {@code seed}, another for every other. */
    static String derivedFrom(String seed) {
        return UUID.nameUUIDFromBytes(("sluice " + seed).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** The identity of this host, as far as it tells. */
    static String host() {
        String machine = Sysfs.read(Path.of("/etc/machine-id"));
        return machine == null ? "" : machine;
    }
}
