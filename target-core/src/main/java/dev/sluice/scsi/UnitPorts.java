package dev.sluice.scsi;

import dev.sluice.scsi.sense.AdditionalSense;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The target ports that lead to a logical unit, with the access state of each: an immutable snapshot behind a volatile field. Each port
 * is a target port group of its own (SPC-4 5.15.2.1), with its tag as the identifier. Any thread.
 */
final class UnitPorts {
    /**
     * @param mappings how many LUNs of the port lead here
     * @param changedByInitiator whether SET TARGET PORT GROUPS brought about the state
     */
    private record Entry(TargetPort port, int mappings, AccessState state, boolean changedByInitiator) {}

    private final List<UnitNexus> nexuses;
    private volatile List<Entry> entries = List.of();

    /** @param nexuses those of the unit, a live view */
    UnitPorts(List<UnitNexus> nexuses) {
        this.nexuses = nexuses;
    }

    /** One more LUN of the port leads here. */
    void mapped(TargetPort port) {
        if (enter(port)) {
            announce(port, AdditionalSense.INQUIRY_DATA_HAS_CHANGED, null);
        }
    }

    /** One LUN less of the port leads here. */
    void unmapped(TargetPort port) {
        if (leave(port)) {
            announce(port, AdditionalSense.INQUIRY_DATA_HAS_CHANGED, null);
        }
    }

    /** Changes how the unit is reached by a port. */
    void change(TargetPort port, AccessState state, UnitNexus by) {
        if (state(port, state, by != null)) {
            nexuses.forEach(nexus -> nexus.accessState(state(nexus.nexus().target())));
            announce(port, AdditionalSense.ASYMMETRIC_ACCESS_STATE_CHANGED, by);
        }
    }

    /** Tells the initiators of the target: to others its ports do not exist. */
    private void announce(TargetPort port, int additional, UnitNexus except) {
        nexuses.stream()
                .filter(nexus ->
                        nexus != except && nexus.nexus().target().name().equals(port.name()))
                .forEach(nexus -> nexus.announce(additional));
    }

    /** Whether the port has not led here before. */
    private synchronized boolean enter(TargetPort port) {
        Entry known = find(port);
        replace(
                port,
                known == null
                        ? new Entry(port, 1, AccessState.ACTIVE_OPTIMIZED, false)
                        : new Entry(port, known.mappings + 1, known.state, known.changedByInitiator));
        return known == null;
    }

    /** Whether the port leads here no more. */
    private synchronized boolean leave(TargetPort port) {
        Entry known = find(port);
        if (known != null) {
            replace(
                    port,
                    known.mappings == 1
                            ? null
                            : new Entry(port, known.mappings - 1, known.state, known.changedByInitiator));
        }
        return known != null && known.mappings == 1;
    }

    /** False if that changes nothing. */
    private synchronized boolean state(TargetPort port, AccessState state, boolean byInitiator) {
        Entry known = find(port);
        if (known == null || known.state == state) {
            return false;
        }
        replace(port, new Entry(port, known.mappings, state, byInitiator));
        return true;
    }

    private void replace(TargetPort port, Entry by) {
        List<Entry> copy = new ArrayList<>(entries);
        copy.removeIf(entry -> entry.port == port);
        if (by != null) {
            copy.add(by);
        }
        copy.sort((one, other) -> Integer.compare(one.port.portTag(), other.port.portTag()));
        entries = List.copyOf(copy);
    }

    private Entry find(TargetPort port) {
        return entries.stream().filter(entry -> entry.port == port).findFirst().orElse(null);
    }

    AccessState state(TargetPort port) {
        Entry entry = find(port);
        return entry == null ? AccessState.ACTIVE_OPTIMIZED : entry.state;
    }

    boolean wasChangedByInitiator(TargetPort port) {
        Entry entry = find(port);
        return entry != null && entry.changedByInitiator;
    }

    /** In the order of their tags. */
    List<TargetPort> list(Predicate<TargetPort> wanted) {
        return entries.stream().map(Entry::port).filter(wanted).toList();
    }
}
