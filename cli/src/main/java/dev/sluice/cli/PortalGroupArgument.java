package dev.sluice.cli;

import dev.sluice.scsi.unit.AccessState;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A further portal group, as {@code --portal-group} has it: one flag or, for several addresses, several of one tag.
 *
 * @param tag 2 to 65,535
 * @param portals at least one
 * @param state the access state of its paths
 */
record PortalGroupArgument(int tag, List<InetSocketAddress> portals, AccessState state) {
    private static final String FLAG = "--portal-group";
    private static final String STATE = ",state=";
    private static final Map<String, AccessState> STATES = Map.of(
            "optimized", AccessState.ACTIVE_OPTIMIZED,
            "non-optimized", AccessState.ACTIVE_NON_OPTIMIZED,
            "standby", AccessState.STANDBY,
            "unavailable", AccessState.UNAVAILABLE);

    /** The groups that the values of all flags make up, by tag; {@code taken} are addresses that are in use. */
    static List<PortalGroupArgument> parseAll(List<String> values, List<InetSocketAddress> taken) {
        Map<Integer, PortalGroupArgument> groups = new TreeMap<>();
        List<InetSocketAddress> known = new ArrayList<>(taken);
        for (String value : values) {
            PortalGroupArgument one = parse(value);
            InetSocketAddress portal = one.portals.getFirst();
            if (portal.getPort() != 0 && known.contains(portal)) {
                throw new UsageException(
                        FLAG + " '" + value + "': " + ListenAddress.format(portal) + " is a portal already");
            }
            known.add(portal);
            groups.merge(one.tag, one, (group, further) -> group.with(value, further));
        }
        return List.copyOf(groups.values());
    }

    private PortalGroupArgument with(String value, PortalGroupArgument further) {
        if (further.state != state) {
            throw new UsageException(FLAG + " '" + value + "': group " + tag + " has another state already");
        }
        List<InetSocketAddress> all = new ArrayList<>(portals);
        all.addAll(further.portals);
        return new PortalGroupArgument(tag, List.copyOf(all), state);
    }

    private static PortalGroupArgument parse(String value) {
        int equals = value.indexOf('=');
        if (equals < 0) {
            throw new UsageException(
                    FLAG + " '" + value + "' is not a portal group: write TAG=ADDRESS:PORT, such as 2=127.0.0.1:3261");
        }
        int comma = value.indexOf(STATE, equals);
        String address = comma < 0 ? value.substring(equals + 1) : value.substring(equals + 1, comma);
        return new PortalGroupArgument(
                TuningOptions.number(FLAG, value.substring(0, equals), 2, 65_535),
                List.of(ListenAddress.parse(FLAG, address)),
                comma < 0 ? AccessState.ACTIVE_OPTIMIZED : state(value, value.substring(comma + STATE.length())));
    }

    private static AccessState state(String value, String name) {
        AccessState state = STATES.get(name);
        if (state == null) {
            throw new UsageException(FLAG + " '" + value
                    + "': a state is optimized, non-optimized, standby or unavailable, not '" + name + "'");
        }
        return state;
    }
}
