package dev.sluice.io.inventory;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/** Identities for devices that have none of their own. Any thread. */
public final class GeneratedIdentity {
    private GeneratedIdentity() {}

    /** Returns a new UUID: for a device whose content ends with the process, or that keeps the identity it is given. */
    public static String random() {
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
