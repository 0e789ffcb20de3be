package dev.sluice.migrate.lio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.Configuration;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Access states of portal groups. LIO has them as target port groups of each storage object. */
final class AluaWriter {
    /** The first number of these groups. LIO's own group is 0; the next ones are left to groups of administrators. */
    private static final int FIRST_ID = 16;

    private AluaWriter() {}

    /** The number of a state in LIO; 0 is the default. */
    static int state(PortalGroup group) {
        String state = group.attributes().accessState();
        return state == null ? 0 : Math.max(0, AluaGroups.STATES.indexOf(state));
    }

    static String name(int state) {
        return AluaGroups.STATES.get(state).replace('/', '-');
    }

    /** The states in which each backstore is shown, without the default. */
    static Map<String, Set<Integer>> states(Configuration configuration) {
        Map<String, Set<Integer>> states = new HashMap<>();
        for (Target target : configuration.targets()) {
            for (PortalGroup group : target.portalGroups()) {
                int state = state(group);
                if (state > 0) {
                    group.luns().forEach(lun -> states.computeIfAbsent(lun.backstore(), ignored -> new TreeSet<>())
                            .add(state));
                }
            }
        }
        return states;
    }

    /** The groups that a storage object needs for its LUNs. */
    static void write(Set<Integer> states, ObjectNode out) {
        ArrayNode groups = out.putArray("alua_tpgs");
        for (int state : states) {
            groups.addObject()
                    .put("name", name(state))
                    .put("tg_pt_gp_id", FIRST_ID + state)
                    .put("alua_access_state", state);
        }
    }
}
