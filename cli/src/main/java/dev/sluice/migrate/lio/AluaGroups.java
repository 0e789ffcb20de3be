package dev.sluice.migrate.lio;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Target port groups of a storage object (ALUA). A LUN is in one of them. */
final class AluaGroups {
    /** The states that Sluice has, in the order of SPC-4 6.37, table 308. */
    static final List<String> STATES = List.of("active/optimized", "active/non-optimized", "standby", "unavailable");

    private static final String WHOLE_GROUP = "here a portal group has one access state";

    private static final List<Known> SETTINGS = List.of(
            Known.any("alua_access_status", "it tells of the past"),
            Known.any("alua_access_type", "administrators alone change access states here"),
            Known.any("alua_support_active_nonoptimized", WHOLE_GROUP),
            Known.any("alua_support_active_optimized", WHOLE_GROUP),
            Known.any("alua_support_offline", WHOLE_GROUP),
            Known.any("alua_support_standby", WHOLE_GROUP),
            Known.any("alua_support_transitioning", WHOLE_GROUP),
            Known.any("alua_support_unavailable", WHOLE_GROUP),
            Known.any("alua_support_lba_dependent", WHOLE_GROUP),
            Known.any("alua_write_metadata", "access states are part of the saved configuration"),
            Known.any("implicit_trans_secs", "a change of access states takes no time"),
            Known.any("nonop_delay_msecs", "the slower way is not slowed down"),
            new Known("preferred", "0", "no way is told of as preferred"),
            Known.any("tg_pt_gp_id", "the tag of the portal group takes its place"),
            Known.any("trans_delay_msecs", "a change of access states takes no time"));

    private AluaGroups() {}

    /**
     * The state of a target port group.
     *
     * @param name its name in Sluice; null if Sluice has no such state
     * @param code its number in LIO
     */
    record State(String name, long code) {}

    static Map<String, State> read(Members object) {
        Map<String, State> states = new HashMap<>();
        for (Members group : object.objects("alua_tpgs")) {
            String name = group.text("name");
            Members titled = group.titled(object.title() + ", ALUA group " + name);
            Long code = titled.number("alua_access_state");
            Known.take(SETTINGS, titled);
            titled.finish();
            long state = code == null ? 0 : code;
            states.put(name, new State(state >= 0 && state < STATES.size() ? STATES.get((int) state) : null, state));
        }
        return states;
    }
}
