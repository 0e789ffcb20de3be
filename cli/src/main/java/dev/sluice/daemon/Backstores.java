package dev.sluice.daemon;

import dev.sluice.config.Backstore;
import dev.sluice.target.LunDefinition;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The backstores that a server has, by id. Changed by one thread at a time, read by any. */
final class Backstores {
    /**
     * A backstore that the server has.
     *
     * @param backstore what was asked for
     * @param lun what the server knows it by
     * @param presence whether it can be used
     */
    record Open(Backstore backstore, LunDefinition lun, Presence presence) {}

    private final Map<String, Open> open = new ConcurrentHashMap<>();

    /** The one of that id, or null. */
    Open find(String id) {
        return open.get(id);
    }

    /** What the server knows a backstore by, or null where it does not have it. */
    LunDefinition lun(String id) {
        Open found = open.get(id);
        return found == null ? null : found.lun();
    }

    /** Whether read-only is a matter of what initiators are told: not so where the device was opened to be read only. */
    boolean canBeWritten(String id) {
        Open found = open.get(id);
        return found != null
                && !(found.presence().isOk()
                        && found.lun().device().properties().readOnly());
    }

    void put(Open one) {
        open.put(one.backstore().id(), one);
    }

    void remove(String id) {
        open.remove(id);
    }

    Collection<Open> all() {
        return open.values();
    }
}
