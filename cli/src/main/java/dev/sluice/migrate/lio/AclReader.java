package dev.sluice.migrate.lio;

import dev.sluice.config.Acl;
import dev.sluice.config.MappedLun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ACLs of a portal group. */
final class AclReader {
    private static final String INHERITED = "-1";
    private static final int USUAL_PING_AFTER = 15;
    private static final int USUAL_PING_TIMEOUT = 30;

    private final Set<Integer> groupLuns;
    private final boolean authenticates;
    private final List<Acl> acls = new ArrayList<>();
    private final Set<Ping> pings = new HashSet<>();
    private Members lastAttributes;

    /** How long an initiator may be silent, and how long it may take to answer; in seconds. */
    record Ping(long after, long timeout) {}

    /**
     * @param groupLuns those that the group has here
     * @param authenticates whether the group asks for CHAP
     */
    AclReader(Set<Integer> groupLuns, boolean authenticates) {
        this.groupLuns = groupLuns;
        this.authenticates = authenticates;
    }

    List<Acl> acls() {
        return acls;
    }

    void read(Members acl) {
        String initiator = acl.text("node_wwn");
        Members titled = acl.titled(acl.title() + ", ACL " + initiator);
        if (initiator == null) {
            titled.lostWhole("it has no node_wwn", "LIO itself would not restore it");
            return;
        }
        Acl made = new Acl(initiator, Chap.read(titled, "chap_"), mappedLuns(titled));
        attributes(titled);
        if (titled.has("tag")) {
            titled.meaningless("tag", "ACLs are not grouped by tags: each has its mapped LUNs, which are all there");
        }
        titled.finish();
        acls.add(made);
    }

    private List<MappedLun> mappedLuns(Members acl) {
        List<MappedLun> mapped = new ArrayList<>();
        for (Members one : acl.objects("mapped_luns")) {
            Long number = one.number("index");
            Long lun = one.number("tpg_lun");
            one.meaningless("alias", "LIO makes it up as the name of a link");
            one.meaningless("tag", "ACLs are not grouped by tags");
            boolean writeProtected = one.flag("write_protect");
            one.finish();
            if (number == null || lun == null) {
                one.lostWhole("a mapped LUN has no index or no tpg_lun", "LIO itself would not restore it");
            } else if (!LunNumbers.isPossible(number)) {
                one.lostWhole(LunNumbers.refusal(number), LunNumbers.ADVICE);
            } else if (!groupLuns.contains(lun.intValue())) {
                one.lostWhole(
                        "it maps LUN " + lun + " of the group, which is not taken over", "See what is said of that");
            } else {
                mapped.add(new MappedLun(number.intValue(), lun.intValue(), writeProtected ? true : null));
            }
        }
        return mapped;
    }

    private void attributes(Members acl) {
        Members attributes = acl.object("attributes");
        String authentication = attributes.text("authentication");
        boolean own = authentication != null && !authentication.equals(INHERITED);
        if (own && !authentication.equals(authenticates ? "1" : "0")) {
            attributes.security(
                    "authentication",
                    authenticates
                            ? "LIO lets this initiator in without CHAP; Sluice asks it as it asks the group"
                            : "LIO asks this initiator alone for CHAP; Sluice asks nobody of this group",
                    authenticates
                            ? "Give it a secret, or give the initiator a portal group without authentication"
                            : "Set authentication=1 of the portal group, and give all its initiators a secret");
        }
        if (attributes.has("nopin_timeout") && attributes.has("nopin_response_timeout")) {
            pings.add(new Ping(attributes.number("nopin_timeout"), attributes.number("nopin_response_timeout")));
            lastAttributes = attributes;
        }
        Known.take(Known.ACL, attributes);
        attributes.finish();
    }

    /** What all ACLs agree on; null where it is the usual, which is the same in LIO and here. */
    Ping ping() {
        if (pings.size() > 1) {
            lastAttributes.changed(
                    "nopin_timeout",
                    "the initiators of this group have different nopin_timeout or nopin_response_timeout: " + pings,
                    "Here all of a group have the same: set attribute nopin_timeout and nopin_response_timeout of the group");
            return null;
        }
        Ping ping = pings.isEmpty() ? null : pings.iterator().next();
        return ping == null || ping.equals(new Ping(USUAL_PING_AFTER, USUAL_PING_TIMEOUT)) ? null : ping;
    }
}
