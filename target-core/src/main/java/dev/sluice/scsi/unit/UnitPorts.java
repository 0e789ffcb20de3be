package dev.sluice.scsi.unit;

import dev.sluice.scsi.reservation.PortNexus;
import dev.sluice.scsi.sense.AdditionalSense;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The target ports that lead to a logical unit, with the access state of each: an immutable snapshot behind a volatile field. Each port
 * is a target port group of its own (SPC-4 5.15.2.1), with its tag as the identifier. Any thread.
 */
public final class UnitPorts {
    /**
     * @param mappings the number of LUNs of the port that lead here
     * @param changedByInitiator true if SET TARGET PORT GROUPS brought about the state
     */
    private record Entry(ScsiPort port, int mappings, AccessState state, boolean changedByInitiator) {}

    private final List<UnitNexus> nexuses;
    private volatile List<Entry> entries = List.of();

    /** @param nexuses those of the unit, a live view */
    UnitPorts(List<UnitNexus> nexuses) {
        this.nexuses = nexuses;
    }

    /** One more LUN of the port leads here. */
    public void mapped(ScsiPort port) {
        if (enter(port)) {
            announce(port, AdditionalSense.INQUIRY_DATA_HAS_CHANGED, null);
        }
    }

    /** One LUN less of the port leads here. */
    public void unmapped(ScsiPort port) {
        if (leave(port)) {
            announce(port, AdditionalSense.INQUIRY_DATA_HAS_CHANGED, null);
        }
    }

    /**
     * Changes the access state of a port, and tells all initiators of its target.
     *
     * @param by hears nothing; null for a change that no initiator made
     */
    public void change(ScsiPort port, AccessState state, UnitNexus by) {
        if (state(port, state, by != null)) {
            nexuses.forEach(nexus -> nexus.accessState(state(nexus.nexus().target())));
            announce(port, AdditionalSense.ASYMMETRIC_ACCESS_STATE_CHANGED, by);
        }
    }

    /** Tells the initiators of the target: to others its ports do not exist. */
    private void announce(ScsiPort port, int additional, UnitNexus except) {
        nexuses.stream()
                .filter(nexus ->
                        nexus != except && nexus.nexus().target().name().equals(port.name()))
                .forEach(nexus -> nexus.announce(additional));
    }

    /** Returns true if the port has not led here before. */
    private synchronized boolean enter(ScsiPort port) {
        Entry known = find(port);
        replace(
                port,
                known == null
                        ? new Entry(port, 1, AccessState.ACTIVE_OPTIMIZED, false)
                        : new Entry(port, known.mappings + 1, known.state, known.changedByInitiator));
        return known == null;
    }

    /** Returns true if the port leads here no more. */
    private synchronized boolean leave(ScsiPort port) {
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
    private synchronized boolean state(ScsiPort port, AccessState state, boolean byInitiator) {
        Entry known = find(port);
        if (known == null || known.state == state) {
            return false;
        }
        replace(port, new Entry(port, known.mappings, state, byInitiator));
        return true;
    }

    private void replace(ScsiPort port, Entry by) {
        List<Entry> copy = new ArrayList<>(entries);
        copy.removeIf(entry -> entry.port == port);
        if (by != null) {
            copy.add(by);
        }
        copy.sort((one, other) -> Integer.compare(one.port.portTag(), other.port.portTag()));
        entries = List.copyOf(copy);
    }

    private Entry find(ScsiPort port) {
        return entries.stream().filter(entry -> entry.port == port).findFirst().orElse(null);
    }

    /** The access state of a port. */
    public AccessState state(ScsiPort port) {
        Entry entry = find(port);
        return entry == null ? AccessState.ACTIVE_OPTIMIZED : entry.state;
    }

    /** Returns true if an initiator has set the access state of the port. */
    public boolean wasChangedByInitiator(ScsiPort port) {
        Entry entry = find(port);
        return entry != null && entry.changedByInitiator;
    }

    /** Returns true if any port leads to the unit. */
    public boolean isMapped() {
        return !entries.isEmpty();
    }

    /** The ports of the SCSI device that {@code one} belongs to, in the order of their tags. */
    public List<ScsiPort> ofDevice(ScsiPort one) {
        return entries.stream()
                .map(Entry::port)
                .filter(port -> port.name().equals(one.name()))
                .toList();
    }

    /** The nexuses of an initiator port with every target port that leads to the unit. */
    public Set<PortNexus> nexusesOf(String initiatorPortName) {
        return entries.stream()
                .map(Entry::port)
                .map(port -> new PortNexus(initiatorPortName, port.name(), port.portTag()))
                .collect(Collectors.toSet());
    }
}
