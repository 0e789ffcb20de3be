package dev.sluice.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The rules for targets and their portal groups. */
final class TargetRules {
    private static final int MAX_ALIAS = 255;
    private static final int MAX_TAG = 65_535;
    private static final int MAX_LUN = 16_383;

    private final RuleFindings findings;
    private final Predicate<String> backstores;
    private final PortalRules portals;

    /** @param backstores true of the id of a backstore */
    TargetRules(RuleFindings findings, Predicate<String> backstores) {
        this.findings = findings;
        this.backstores = backstores;
        this.portals = new PortalRules(findings);
    }

    /** True if a target that is not checked may exclude one that was. */
    boolean mayExclude(Target other) {
        return portals.mayExclude(other);
    }

    void check(Pointer at, Target target) {
        String alias = target.alias();
        if (alias != null
                && (TextForms.bytes(alias) > MAX_ALIAS || alias.chars().anyMatch(Character::isISOControl))) {
            findings.wrong(
                    at.of("alias"), "an alias is at most " + MAX_ALIAS + " bytes of text without control characters");
        }
        portals.nextTarget();
        Set<Integer> tags = new HashSet<>();
        Pointer groups = at.of("portalGroups");
        for (int i = 0; i < target.portalGroups().size(); i++) {
            PortalGroup group = target.portalGroups().get(i);
            Pointer here = groups.at(i);
            if (findings.inRange(here.of("tag"), "a portal group's tag", group.tag(), 1, MAX_TAG)
                    && !tags.add(group.tag())) {
                findings.wrong(here.of("tag"), "there is a portal group " + group.tag() + " of this target already");
            }
            portals.check(here.of("portals"), target.name(), group);
            group(here, group);
        }
    }

    private void group(Pointer at, PortalGroup group) {
        if (group.attributes() != GroupAttributes.USUAL) {
            findings.settings(at.of("attributes"), GroupAttributes.SETTINGS, group.attributes());
        }
        ParameterRules.check(findings, at.of("parameters"), group.parameters());
        CredentialRules.check(findings, at.of("authentication"), group.authentication());
        Set<Integer> luns = luns(at.of("luns"), group.luns());
        acls(at.of("acls"), group.acls(), luns);
        boolean required = group.attributes().authentication() != null
                && group.attributes().authentication();
        boolean none = group.authentication().users().isEmpty()
                && group.acls().stream()
                        .allMatch(acl -> acl.authentication().users().isEmpty());
        if (group.attributes().authentication() != null && !required && !none) {
            findings.odd(
                    at.of("attributes").of("authentication"),
                    "there are users, and nobody is asked to prove to be one: set attribute authentication=default");
        }
        if (required && none) {
            findings.odd(
                    at.of("attributes").of("authentication"),
                    "initiators must prove who they are, and there is no user: nobody gets in; set userid and password of the"
                            + " portal group or of its ACLs");
        }
    }

    private Set<Integer> luns(Pointer at, List<Lun> luns) {
        Set<Integer> numbers = HashSet.newHashSet(luns.size());
        for (int i = 0; i < luns.size(); i++) {
            Lun lun = luns.get(i);
            if (findings.inRange(at.at(i).of("lun"), "a LUN", lun.lun(), 0, MAX_LUN) && !numbers.add(lun.lun())) {
                findings.wrong(at.at(i).of("lun"), "there is a LUN " + lun.lun() + " of this portal group already");
            }
            if (lun.backstore() == null) {
                findings.wrong(at.at(i).of("backstore"), "a LUN needs a backstore, as block/NAME");
            } else if (!backstores.test(lun.backstore())) {
                findings.wrong(
                        at.at(i).of("backstore"),
                        "there is no backstore " + TextForms.quoted(lun.backstore())
                                + ": write TYPE/NAME of one that is");
            }
        }
        return numbers;
    }

    private void acls(Pointer at, List<Acl> acls, Set<Integer> luns) {
        Set<String> names = HashSet.newHashSet(acls.size());
        for (int i = 0; i < acls.size(); i++) {
            Acl acl = acls.get(i);
            Pointer here = at.at(i);
            if (TextForms.checkInitiator(findings, here.of("initiator"), acl.initiator())
                    && !names.add(TextForms.folded(acl.initiator()))) {
                findings.wrong(here.of("initiator"), "there is an ACL of " + acl.initiator() + " already");
            }
            String doubt = acl.initiator() == null ? null : TextForms.doubtOfInitiator(acl.initiator());
            if (doubt != null) {
                findings.odd(here.of("initiator"), doubt);
            }
            CredentialRules.check(findings, here.of("authentication"), acl.authentication());
            mapped(here.of("mappedLuns"), acl.mappedLuns(), luns);
        }
    }

    private void mapped(Pointer at, List<MappedLun> mapped, Set<Integer> luns) {
        Set<Integer> numbers = HashSet.newHashSet(mapped.size());
        for (int i = 0; i < mapped.size(); i++) {
            MappedLun one = mapped.get(i);
            Pointer here = at.at(i);
            if (findings.inRange(here.of("lun"), "a mapped LUN", one.lun(), 0, MAX_LUN) && !numbers.add(one.lun())) {
                findings.wrong(here.of("lun"), "the initiator has a LUN " + one.lun() + " already");
            }
            if (!luns.contains(one.groupLun())) {
                findings.wrong(
                        here.of("groupLun"),
                        "there is no LUN " + one.groupLun() + " of the portal group that could be mapped");
            }
        }
    }
}
