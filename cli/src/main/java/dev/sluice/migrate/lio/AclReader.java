package dev.sluice.migrate.lio;

import dev.sluice.config.Acl;
import dev.sluice.config.MappedLun;
import dev.sluice.migrate.Renames;
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
    private final Renames renames;
    private final List<LioAcls.Entry> entries = new ArrayList<>();
    private final Set<Ping> pings = new HashSet<>();
    private Members lastAttributes;

    /** The time of silence until a ping, and the time to answer it, in seconds. */
    record Ping(long after, long timeout) {}

    /**
     * @param groupLuns the LUNs of the imported group
     * @param renames new names for initiators
     */
    AclReader(Set<Integer> groupLuns, Renames renames) {
        this.groupLuns = groupLuns;
        this.renames = renames;
    }

    List<LioAcls.Entry> entries() {
        return entries;
    }

    void read(Members acl) {
        String initiator = acl.text("node_wwn");
        Members titled = acl.titled(acl.title() + ", ACL " + initiator);
        if (initiator == null) {
            titled.lostWhole("it has no node_wwn", "LIO itself would not restore it");
            return;
        }
        Acl made = new Acl(
                LioNames.node(titled, "node_wwn", initiator, renames),
                LioChap.read(titled, "chap_"),
                mappedLuns(titled));
        if (titled.has("tag")) {
            titled.meaningless("tag", "ACLs are not grouped by tags: each has its mapped LUNs, which are all there");
        }
        Members attributes = titled.object("attributes");
        String wish = attributes.text("authentication");
        entries.add(new LioAcls.Entry(made, INHERITED.equals(wish) ? null : wish, titled, attributes));
        attributes(attributes);
    }

    /** Reports the remaining members, after the decisions about access. */
    void finish() {
        for (LioAcls.Entry entry : entries) {
            entry.attributes().finish();
            entry.at().finish();
        }
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

    private void attributes(Members attributes) {
        if (attributes.has("nopin_timeout") && attributes.has("nopin_response_timeout")) {
            pings.add(new Ping(attributes.number("nopin_timeout"), attributes.number("nopin_response_timeout")));
            lastAttributes = attributes;
        }
        Known.take(Known.ACL, attributes);
    }

    /** The times that all ACLs have in common; null for the default, which is the same in LIO and here. */
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
