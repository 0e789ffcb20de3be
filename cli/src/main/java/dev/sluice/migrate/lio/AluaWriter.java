package dev.sluice.migrate.lio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.Configuration;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import java.util.TreeSet;

/** Access states of portal groups, which LIO has as groups of each storage object. */
final class AluaWriter {
    /** LIO's own group is 0; the next are left to those that people made. */
    private static final int FIRST_ID = 16;

    private AluaWriter() {}

    /** As LIO counts them; 0 is the usual. */
    static int state(PortalGroup group) {
        String state = group.attributes().accessState();
        return state == null ? 0 : Math.max(0, AluaGroups.STATES.indexOf(state));
    }

    static String name(int state) {
        return AluaGroups.STATES.get(state).replace('/', '-');
    }

    /** The groups that a storage object needs for its LUNs. */
    static void write(Configuration configuration, String backstore, ObjectNode out) {
        TreeSet<Integer> states = new TreeSet<>();
        for (Target target : configuration.targets()) {
            for (PortalGroup group : target.portalGroups()) {
                if (group.luns().stream().anyMatch(lun -> lun.backstore().equals(backstore))) {
                    states.add(state(group));
                }
            }
        }
        ArrayNode groups = out.putArray("alua_tpgs");
        for (int state : states.tailSet(1)) {
            groups.addObject()
                    .put("name", name(state))
                    .put("tg_pt_gp_id", FIRST_ID + state)
                    .put("alua_access_state", state);
        }
    }
}
