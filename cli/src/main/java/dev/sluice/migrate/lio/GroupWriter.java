package dev.sluice.migrate.lio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.Acl;
import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Credentials;
import dev.sluice.config.GroupAttributes;
import dev.sluice.config.Lun;
import dev.sluice.config.MappedLun;
import dev.sluice.config.Parameters;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.setting.Setting;
import dev.sluice.migrate.MigrationFindings;
import java.util.HashMap;
import java.util.Map;

/** Writes portal groups in the form of LIO. */
final class GroupWriter {
    private static final int LEAST_PING = 3;
    private static final int MOST_PING = 60;

    /** The largest mapped LUN of rtslib 2.1.75. */
    private static final int MOST_MAPPED = 255;

    private final Map<String, Backstore> backstores = new HashMap<>();
    private final MigrationFindings findings;
    private final ChapWriter chap;

    GroupWriter(Configuration configuration, MigrationFindings findings) {
        configuration.backstores().forEach(backstore -> backstores.put(backstore.id(), backstore));
        this.findings = findings;
        this.chap = new ChapWriter(findings);
    }

    void write(String where, String alias, PortalGroup group, ObjectNode out) {
        out.put("tag", group.tag()).put("enable", group.isOn());
        Asked asked = Asked.of(group);
        attributes(where, group, asked, out.putObject("attributes"));
        parameters(alias, group.parameters(), out.putObject("parameters"));
        if (isOn(group.attributes().demoMode())) {
            chap.write(where, group.authentication(), "chap_", out);
        }
        sharedSecret(where, group, asked);
        ArrayNode portals = out.putArray("portals");
        group.portals().forEach(portal -> portals.addObject()
                .put("ip_address", portal.address().indexOf(':') >= 0 ? "[" + portal.address() + "]" : portal.address())
                .put("port", portal.port())
                .put("iser", false)
                .put("offload", false));
        ArrayNode luns = out.putArray("luns");
        group.luns().forEach(lun -> lun(where, group, lun, luns));
        ArrayNode acls = out.putArray("node_acls");
        group.acls().forEach(acl -> acl(where + "/acls/" + acl.initiator(), group, acl, asked, acls));
        if (group.acls().isEmpty()
                && (group.attributes().pingAfter() != null || group.attributes().pingTimeout() != null)) {
            findings.lost(where + " pingAfter", "LIO has times for pings in ACLs only, and there is none", "");
        }
    }

    /** Reports the use of the group's secret: LIO asks initiators with an ACL for a secret of their own. */
    private void sharedSecret(String where, PortalGroup group, Asked asked) {
        if (group.authentication().isEmpty()) {
            return;
        }
        boolean isShared =
                group.acls().stream().anyMatch(acl -> acl.authentication().isEmpty() && asked.is(group, acl));
        if (isShared || !isOn(group.attributes().demoMode())) {
            findings.changed(
                    where + " auth",
                    "LIO asks for the secret of a portal group in demo mode only, and those without an ACL: "
                            + (isShared ? "it is written to the ACLs that have none" : "it is left out"),
                    "");
        }
    }

    private void attributes(String where, PortalGroup group, Asked asked, ObjectNode out) {
        GroupAttributes attributes = group.attributes();
        boolean demo = isOn(attributes.demoMode());
        out.put("authentication", asked.group() ? 1 : 0).put("generate_node_acls", demo ? 1 : 0);
        if (demo) {
            boolean protects = attributes.demoModeWriteProtect() == null || attributes.demoModeWriteProtect();
            out.put("demo_mode_write_protect", protects ? 1 : 0).put("cache_dynamic_acls", 1);
        } else if (attributes.demoModeWriteProtect() != null) {
            findings.lost(where + " demo_mode_write_protect", "there is no demo mode, so it is left out", "");
        }
        asked.report(where, group, findings);
    }

    private static void parameters(String alias, Parameters from, ObjectNode out) {
        for (Setting<?> setting : Parameters.SETTINGS.inFile()) {
            Object value = Parameters.SETTINGS.get(from, setting);
            put(out, setting.member(), value == null ? null : setting.type().format(value));
        }
        put(out, "TargetAlias", alias);
    }

    private static void put(ObjectNode out, String name, String value) {
        if (value != null) {
            out.put(name, value);
        }
    }

    private void lun(String where, PortalGroup group, Lun lun, ArrayNode out) {
        Backstore backstore = backstores.get(lun.backstore());
        if (backstore == null || !StorageWriter.isPossible(backstore)) {
            findings.lost(
                    where + "/luns/lun" + lun.lun(), lun.backstore() + " is not taken over, so it is not either", "");
            return;
        }
        ObjectNode made = out.addObject().put("index", lun.lun()).put("storage_object", StorageWriter.path(backstore));
        int state = AluaWriter.state(group);
        if (state > 0) {
            made.put("alua_tg_pt_gp_name", AluaWriter.name(state));
        }
    }

    private void acl(String where, PortalGroup group, Acl acl, Asked asked, ArrayNode out) {
        ObjectNode made = out.addObject().put("node_wwn", acl.initiator());
        Credentials credentials =
                acl.authentication().isEmpty() && asked.is(group, acl) ? group.authentication() : acl.authentication();
        chap.write(where, credentials, "chap_", made);
        ObjectNode attributes = made.putObject("attributes");
        asked.write(where, group, acl, attributes, findings);
        ping(where, "nopin_timeout", group.attributes().pingAfter(), attributes);
        ping(where, "nopin_response_timeout", group.attributes().pingTimeout(), attributes);
        ArrayNode mapped = made.putArray("mapped_luns");
        acl.mappedLuns().forEach(one -> mapped(where, group, one, mapped));
    }

    private void ping(String where, String name, Integer seconds, ObjectNode out) {
        if (seconds != null) {
            int possible = Math.clamp(seconds, LEAST_PING, MOST_PING);
            if (possible != seconds) {
                findings.changed(where + " " + name, "LIO has 3 to 60 seconds, not " + seconds, "");
            }
            out.put(name, possible);
        }
    }

    private void mapped(String where, PortalGroup group, MappedLun mapped, ArrayNode out) {
        Lun lun = group.lun(mapped.groupLun());
        Backstore backstore = lun == null ? null : backstores.get(lun.backstore());
        if (backstore == null || !StorageWriter.isPossible(backstore)) {
            findings.lost(where + "/mapped_lun" + mapped.lun(), "its LUN is not taken over, so it is not either", "");
            return;
        }
        if (mapped.lun() > MOST_MAPPED) {
            findings.changed(
                    where + "/mapped_lun" + mapped.lun(),
                    "older versions of targetcli refuse numbers above " + MOST_MAPPED,
                    "If yours does, map it at another number");
        }
        out.addObject()
                .put("index", mapped.lun())
                .put("tpg_lun", mapped.groupLun())
                .put("write_protect", mapped.isWriteProtected());
    }

    private static boolean isOn(Boolean value) {
        return value != null && value;
    }
}
