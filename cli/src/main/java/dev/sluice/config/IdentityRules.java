package dev.sluice.config;

import dev.sluice.config.setting.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rules for the identities of logical units. */
final class IdentityRules {
    private final RuleFindings findings;
    private final Map<String, Backstore> serials;
    private final Map<String, Backstore> designators = new HashMap<>();

    IdentityRules(RuleFindings findings, int backstores) {
        this.findings = findings;
        this.serials = HashMap.newHashMap(backstores);
    }

    void check(Pointer at, Backstore backstore) {
        Identity identity = backstore.identity();
        if (identity == null) {
            return;
        }
        List<Setting<?>> refused = backstore.type().refusedIdentity();
        findings.settings(at, Identity.SETTINGS, identity);
        for (Setting<?> setting : refused) {
            if (Identity.SETTINGS.get(identity, setting) != null) {
                findings.wrong(at.of(setting.member()), MemberRefusal.PASSED_THROUGH);
            }
        }
        if (!refused.isEmpty()) {
            return;
        }
        unique(at.of("serial"), "the serial number", identity.serial(), backstore, serials);
        unique(
                at.of("naa"),
                "the NAA designator",
                identity.naa() == null ? null : identity.naa().toLowerCase(Locale.ROOT),
                backstore,
                designators);
    }

    private void unique(Pointer at, String subject, String value, Backstore backstore, Map<String, Backstore> known) {
        Backstore other = value == null ? null : known.putIfAbsent(value, backstore);
        if (other != null) {
            findings.wrong(
                    at,
                    subject + " is that of " + other.id()
                            + " already: initiators would take the two for one disk and damage both; write another, or leave"
                            + " it out");
        }
    }
}
