package dev.sluice.config.change;

import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Identity;
import java.util.HashMap;
import java.util.Map;

/**
 * Fills in what somebody who writes a whole configuration leaves out, and what must not change by that: who a disk is. One that is
 * there stays the same to its initiators, and one that is new gets a serial number. Any thread.
 */
public final class IdentityCompletion {
    private IdentityCompletion() {}

    /** A configuration with the identities that {@code now} has, where it says nothing else. */
    public static Configuration kept(Configuration after, Configuration now) {
        Map<String, Backstore> old = HashMap.newHashMap(now.backstores().size());
        now.backstores().forEach(backstore -> old.put(backstore.id(), backstore));
        return after.withBackstores(after.backstores().stream()
                .map(backstore -> kept(backstore, old.get(backstore.id())))
                .toList());
    }

    /** @param now the one that is there, or null */
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
