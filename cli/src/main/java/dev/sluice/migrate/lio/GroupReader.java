package dev.sluice.migrate.lio;

import dev.sluice.config.GroupAttributes;
import dev.sluice.config.Lun;
import dev.sluice.config.Parameters;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.migrate.Renames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a portal group with all nodes below it. */
final class GroupReader {
    private static final String USUAL_ALIAS = "LIO Target";
    private static final int MOST_TAG = 65_535;

    private final LioStorageObjects storage;
    private final Renames renames;
    private final List<Lun> luns = new ArrayList<>();
    private final Set<String> states = new LinkedHashSet<>();
    private String alias;

    GroupReader(LioStorageObjects storage, Renames renames) {
        this.storage = storage;
        this.renames = renames;
    }

    /** The alias of its target, or null. */
    String alias() {
        return alias;
    }

    /** The group, or null if Sluice has no counterpart of it. */
    PortalGroup read(Members group) {
        Long tag = group.number("tag");
        Members titled = group.titled(group.title() + "/tpg" + tag);
        if (tag == null || tag < 1 || tag > MOST_TAG) {
            titled.lostWhole("portal group tags are 1 to " + MOST_TAG, "Create the group by hand, with another tag");
            return null;
        }
        Boolean enabled = titled.has("enable") && !titled.flag("enable") ? false : null;
        titled.objects("luns").forEach(this::lun);
        Members given = titled.object("parameters");
        Parameters parameters = GroupParameters.read(given);
        Members attributes = titled.object("attributes");
        LioAcls admission = new LioAcls(titled, given, attributes);
        AclReader acls = new AclReader(luns.stream().map(Lun::lun).collect(Collectors.toSet()), renames);
        titled.objects("node_acls").forEach(acls::read);
        LioAcls.Outcome admitted = admission.decide(acls.entries());
        PortalGroup made = new PortalGroup(
                tag.intValue(),
                enabled,
                attributes(attributes, admitted, admission.writes(), acls.ping(), state(titled)),
                parameters,
                admitted.credentials(),
                portals(titled),
                luns,
                admitted.acls());
        acls.finish();
        alias(given);
        given.finish();
        attributes.finish();
        titled.finish();
        return made;
    }

    private void lun(Members lun) {
        Long number = lun.number("index");
        String object = lun.text("storage_object");
        lun.meaningless("alias", "LIO makes it up as the name of a link");
        String alua = lun.text("alua_tg_pt_gp_name");
        lun.finish();
        LioStorageObjects.Unit unit = storage.at(object);
        if (number == null || unit == null) {
            lun.lostWhole(
                    "LUN " + number + " is on " + object + ", which is not taken over", "See what is said of that");
        } else if (!LunNumbers.isPossible(number)) {
            lun.lostWhole(LunNumbers.refusal(number), LunNumbers.ADVICE);
        } else {
            luns.add(new Lun(number.intValue(), unit.backstore().id()));
            state(lun, unit.states().get(alua));
        }
    }

    private void state(Members lun, AluaGroups.State state) {
        if (state != null && state.name() == null) {
            lun.lost(
                    "alua_tg_pt_gp_name",
                    "Sluice does not have ALUA state " + state.code(),
                    "The LUN is active/optimized here: set attribute alua_access_state of the portal group");
        } else if (state != null) {
            states.add(state.name());
        }
    }

    /** The access state of all LUNs of the group. */
    private String state(Members group) {
        if (states.size() > 1) {
            group.lost(
                    "luns",
                    "its LUNs have different ALUA states (" + String.join(", ", states)
                            + "), and a portal group has one here",
                    "It is active/optimized: give LUNs of another state a portal group of their own, and set its attribute"
                            + " alua_access_state");
            return null;
        }
        String state = states.isEmpty() ? null : states.iterator().next();
        return AluaGroups.STATES.getFirst().equals(state) ? null : state;
    }

    private static GroupAttributes attributes(
            Members from, LioAcls.Outcome admitted, boolean writes, AclReader.Ping ping, String state) {
        Known.take(Known.GROUP, from);
        return GroupAttributes.USUAL
                .with(GroupAttributes.DEMO_MODE, admitted.demo() ? true : null)
                .with(GroupAttributes.DEMO_MODE_WRITE_PROTECT, admitted.demo() && writes ? false : null)
                .with(GroupAttributes.AUTHENTICATION, admitted.authentication())
                .with(GroupAttributes.PING_AFTER, ping == null ? null : (Integer) (int) ping.after())
                .with(GroupAttributes.PING_TIMEOUT, ping == null ? null : (Integer) (int) ping.timeout())
                .with(GroupAttributes.ACCESS_STATE, state);
    }

    private static List<Portal> portals(Members group) {
        List<Portal> portals = new ArrayList<>();
        for (Members portal : group.objects("portals")) {
            String address = portal.text("ip_address");
            Long port = portal.number("port");
            if (portal.flag("iser")) {
                portal.lost("iser", "iSER (iSCSI over RDMA) is not to be had here", "The portal is one of TCP");
            }
            if (portal.flag("offload")) {
                portal.lost("offload", "network cards that speak iSCSI are not used", "The portal is one of TCP");
            }
            portal.finish();
            if (address == null || port == null) {
                portal.lostWhole("a portal has no address or no port", "LIO itself would not restore it");
            } else {
                Portal made = new Portal(address.replaceAll("[\\[\\]]", ""), port.intValue());
                if (portals.contains(made)) {
                    portal.lostWhole("it is portal " + made + " in another spelling", "Nothing has to be done");
                } else {
                    portals.add(made);
                }
            }
        }
        return portals;
    }

    private void alias(Members parameters) {
        String text = parameters.text("TargetAlias");
        if (USUAL_ALIAS.equals(text)) {
            parameters.meaningless("TargetAlias", "it is LIO's usual value");
        } else if (text != null && !text.isEmpty()) {
            alias = text;
        }
    }
}
