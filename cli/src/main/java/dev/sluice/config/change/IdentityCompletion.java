package dev.sluice.config.change;

import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Identity;
import java.util.HashMap;
import java.util.Map;

/**
 * Completes the identities of disks in a configuration that somebody has written as a whole. An existing disk keeps its identity, so
 * that it stays the same to its initiators; a new one gets a serial number. Any thread.
 */
public final class IdentityCompletion {
    private IdentityCompletion() {}

    /** The configuration with the identities of {@code now} where it has none of its own. */
    public static Configuration kept(Configuration after, Configuration now) {
        Map<String, Backstore> old = HashMap.newHashMap(now.backstores().size());
        now.backstores().forEach(backstore -> old.put(backstore.id(), backstore));
        return after.withBackstores(after.backstores().stream()
                .map(backstore -> kept(backstore, old.get(backstore.id())))
                .toList());
    }

    /** @param now the existing backstore, or null */
    static Backstore kept(Backstore after, Backstore now) {
        Identity given = after.identity();
        if (given != null && given.serial() != null) {
            return after;
        }
        if (now != null) {
            if (given == null) {
                return after.withIdentity(now.identity());
            }
            return now.identity() == null
                    ? after
                    : after.withIdentity(
                            given.with(Identity.SERIAL, now.identity().serial()));
        }
        String serial = NewNames.serial();
        return after.withIdentity(given == null ? Identity.ofSerial(serial) : given.with(Identity.SERIAL, serial));
    }
}
