package dev.sluice.migrate.lio;

import dev.sluice.config.Acl;
import dev.sluice.config.Credentials;
import dev.sluice.config.Credentials.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The initiators that may log in to a portal group, and their authentication. In LIO each ACL has CHAP or not, with its own secret
 * alone; the group's secret is for initiators without an ACL. In Sluice CHAP is for all initiators of a group or for none, with their
 * own secret or else the group's. Initiators for which this is not the same stay out.
 */
final class LioAcls {
    private final Members group;
    private final Members attributes;
    private final boolean asks;
    private final boolean isAlone;
    private final boolean isPossible;
    private boolean demo;

    /**
     * An ACL of the file.
     *
     * @param wish 1 if the initiator is asked for CHAP, 0 if not; null if the group decides
     * @param at its place
     * @param attributes the place of its attributes
     */
    record Entry(Acl acl, String wish, Members at, Members attributes) {}

    /**
     * The result.
     *
     * @param demo true if initiators without an ACL may log in
     * @param authentication as {@link dev.sluice.config.GroupAttributes} has it
     * @param credentials of the group
     */
    record Outcome(boolean demo, Boolean authentication, Credentials credentials, List<Acl> acls) {}

    LioAcls(Members group, Members parameters, Members attributes) {
        this.group = group;
        this.attributes = attributes;
        this.demo = attributes.isOne("generate_node_acls");
        String own = attributes.text("authentication");
        String method = parameters.text("AuthMethod");
        isAlone = method != null && !method.contains("None");
        isPossible = method == null || method.contains("CHAP");
        asks = isAlone || !"0".equals(own);
        if (own == null && !isAlone) {
            attributes.security(
                    "authentication",
                    "it is not there, and then LIO asks for CHAP, as is done here",
                    "If nobody is to be asked, set attribute authentication=0 of the portal group");
        }
        if (own != null && !own.equals("0") && !own.equals("1")) {
            attributes.security(
                    "authentication", "it is neither 0 nor 1, so LIO does not take it and asks for CHAP, as here", "");
        }
        if (!isPossible) {
            parameters.security(
                    "AuthMethod",
                    "CHAP is none of the methods, so whoever is asked for it does not get in",
                    "Set auth of the portal group or of its ACLs to let initiators in");
        }
    }

    /** True if an initiator with that ACL is asked for CHAP. */
    private boolean isAsked(Entry entry) {
        return isAlone || (entry.wish() == null ? asks : !entry.wish().equals("0"));
    }

    Outcome decide(List<Entry> entries) {
        List<Boolean> asked = Stream.concat(
                        entries.stream().map(this::isAsked), demo || entries.isEmpty() ? Stream.of(asks) : Stream.of())
                .toList();
        Credentials own = own();
        if (!asked.contains(false)) {
            List<Acl> acls = entries.stream().map(entry -> asked(entry, own)).toList();
            tellOfDemo(own);
            boolean isUsual = entries.stream().allMatch(entry -> "1".equals(entry.wish()))
                    && acls.stream().noneMatch(acl -> acl.authentication().isEmpty())
                    && !acls.isEmpty()
                    && (!demo || !own.isEmpty());
            return new Outcome(demo, isUsual ? null : Boolean.TRUE, own, acls);
        }
        if (!asked.contains(true)) {
            List<Acl> acls = entries.stream().map(LioAcls::notAsked).toList();
            boolean secrets = !own.isEmpty()
                    || acls.stream().anyMatch(acl -> !acl.authentication().isEmpty());
            if (secrets) {
                attributes.security(
                        "authentication",
                        "there are secrets, but LIO asks nobody for them, so Sluice does not either",
                        "If they are to be asked for, set attribute authentication=1 of the portal group");
            }
            tellOfDemo(own);
            return new Outcome(demo, secrets ? false : null, own, acls);
        }
        return some(entries, own);
    }

    /** Result if some initiators are asked and others are not. In Sluice the ones with secrets are asked, so the others must have none. */
    private Outcome some(List<Entry> entries, Credentials given) {
        Credentials own = given;
        if (demo && asks && own.isEmpty()) {
            demo = false;
            attributes.security(
                    "generate_node_acls",
                    "initiators without an ACL are asked for a secret of the group, which has none, so LIO lets none of them in;"
                            + " demo mode is off here",
                    "To let them in, set auth of the portal group, and attribute generate_node_acls=1");
        } else if (demo && !asks && !own.isEmpty()) {
            own = Credentials.NONE;
            group.changed("chap_userid", "LIO asks nobody for the secret of the group, so it is left out", "");
        }
        List<Acl> acls = new ArrayList<>();
        for (Entry entry : entries) {
            acls.add(isAsked(entry) ? closed(asked(entry, own), entry) : freed(entry, own));
        }
        tellOfDemo(own);
        return new Outcome(demo, null, own, acls);
    }

    /** Reads an ACL that is not asked, beside others that are. */
    private Acl freed(Entry entry, Credentials own) {
        if (!own.isEmpty()) {
            entry.attributes()
                    .security(
                            "authentication",
                            "LIO lets this initiator in without CHAP; here it is asked for the secret of the group, as all"
                                    + " without one of their own are",
                            "Give it a secret, or a portal group of its own with attribute authentication=0");
        }
        if (!entry.acl().authentication().isEmpty()) {
            entry.at()
                    .changed(
                            "chap_userid",
                            "LIO does not ask this initiator for its secret, so the secret is left out, and it is not asked"
                                    + " here",
                            "If it is to be asked, set auth of its ACL");
        }
        return entry.acl().withAuthentication(own);
    }

    private static Acl notAsked(Entry entry) {
        return entry.acl()
                .withAuthentication(LioChap.fit(entry.at(), "chap_", entry.acl().authentication(), false));
    }

    private Acl asked(Entry entry, Credentials own) {
        Credentials its = isPossible ? entry.acl().authentication() : Credentials.NONE;
        Acl acl = entry.acl().withAuthentication(LioChap.fit(entry.at(), "chap_", its, true));
        return own.isEmpty() ? acl : closed(acl, entry);
    }

    /** Refuses an initiator: LIO does not admit it without a secret, and a user without a password has the same effect here. */
    private Acl closed(Acl acl, Entry entry) {
        if (!acl.authentication().isEmpty()) {
            return acl;
        }
        entry.at()
                .security(
                        "node_wwn",
                        "it is asked for CHAP and has no secret, so LIO does not let it in, and Sluice does not either",
                        "To let it in, set auth userid and password of its ACL");
        return acl.withAuthentication(new Credentials(List.of(new Account(acl.initiator(), null)), null));
    }

    /** The credentials of the group, which LIO asks of initiators without an ACL. */
    private Credentials own() {
        Credentials given = LioChap.read(group, "chap_");
        if (given.isEmpty()) {
            return given;
        }
        if (!demo) {
            group.lost(
                    "chap_userid",
                    "the group's own CHAP user is for demo mode, which is off, so LIO lets nobody in with it; it is left out",
                    "To let initiators in whose ACL has no secret, set auth userid and password of the portal group");
            return Credentials.NONE;
        }
        if (!isPossible && asks) {
            return Credentials.NONE;
        }
        return LioChap.fit(group, "chap_", given, asks);
    }

    private void tellOfDemo(Credentials own) {
        if (!demo) {
            attributes.meaningless("demo_mode_write_protect", "there is no demo mode in this group");
            return;
        }
        boolean writes = writes();
        attributes.security(
                "generate_node_acls",
                "demo mode: every initiator "
                        + (!asks
                                ? "gets in"
                                : own.isEmpty()
                                        ? "would get in with the secret of the group, and there is none: nobody does"
                                        : "gets in with the secret of the group")
                        + (writes ? " and may write" : "") + ", here as there",
                "If that is not wanted, create ACLs and set attribute generate_node_acls=0");
    }

    /** True if initiators without an ACL may write. */
    boolean writes() {
        return "0".equals(attributes.text("demo_mode_write_protect"));
    }
}
