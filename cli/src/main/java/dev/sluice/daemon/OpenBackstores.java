package dev.sluice.daemon;

import dev.sluice.config.Backstore;
import dev.sluice.daemon.backstore.BackstoreOpener;
import dev.sluice.daemon.backstore.HealthWatch;
import dev.sluice.io.open.DeviceOpenException;
import dev.sluice.target.LunDefinition;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The open backstores of a server, by id. Changed by one thread at a time, read by any. */
final class OpenBackstores {
    /**
     * An open backstore of the server.
     *
     * @param backstore of the configuration
     * @param lun unit of the server
     * @param presence absent, or ok
     * @param leastBytes least length in bytes: that at its creation, or at its opening
     */
    record Open(Backstore backstore, LunDefinition lun, BackstoreHealth presence, long leastBytes) {
        /** A backstore that was opened just now. */
        Open(Backstore backstore, LunDefinition lun, BackstoreHealth presence) {
            this(backstore, lun, presence, lun.device().properties().sizeBytes());
        }
    }

    private final Map<String, Open> open = new ConcurrentHashMap<>();

    /** The open backstore of that id, or null. */
    Open find(String id) {
        return open.get(id);
    }

    /** Unit of the server for a backstore, or null. */
    LunDefinition lun(String id) {
        Open found = open.get(id);
        return found == null ? null : found.lun();
    }

    /** Returns true if the open device can be written to; a read-only backstore of such a device is protected by its unit alone. */
    boolean canBeWritten(String id) {
        Open found = open.get(id);
        return found != null
                && !(found.presence().isOk()
                        && found.lun().device().properties().readOnly());
    }

    /** The failure to open a backstore, with the name of the backstore that uses the same storage, maybe by another path. */
    DeviceOpenException explained(Backstore refused, DeviceOpenException why) {
        if (refused.path() == null) {
            return why;
        }
        return open.values().stream()
                .filter(one -> one.presence().isOk() && !one.backstore().id().equals(refused.id()))
                .filter(one -> BackstoreOpener.isSameStorage(refused, one.backstore()))
                .findFirst()
                .map(one -> new DeviceOpenException(
                        refused.path() + ": is served already, as /backstores/"
                                + one.backstore().id() + " (" + one.backstore().path()
                                + "): map that one to several LUNs instead",
                        why))
                .orElse(why);
    }

    void put(Open one) {
        open.put(one.backstore().id(), one);
    }

    void remove(String id) {
        open.remove(id);
    }

    /** Open devices for the health watch. */
    Collection<HealthWatch.Watched> watched() {
        return open.values().stream()
                .filter(one -> one.presence().isOk())
                .map(one -> new HealthWatch.Watched(
                        "/backstores/" + one.backstore().id(), one.lun().device(), one.leastBytes()))
                .toList();
    }

    Collection<Open> all() {
        return open.values();
    }
}
