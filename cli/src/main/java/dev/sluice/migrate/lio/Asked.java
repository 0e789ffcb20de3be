package dev.sluice.migrate.lio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.Acl;
import dev.sluice.config.PortalGroup;
import dev.sluice.migrate.MigrationFindings;

/**
 * The initiators that a portal group asks for CHAP, in the form of LIO: an attribute of the group, and an attribute of each ACL if
 * they differ. Linux 5.17 and newer know the one of the ACL; older kernels use that of the group.
 *
 * @param group true if the group asks
 * @param byAcl true if each ACL has its own value
 */
record Asked(boolean group, boolean byAcl) {
    private static final String AUTHENTICATION = "authentication";

    static Asked of(PortalGroup group) {
        Boolean wanted = group.attributes().authentication();
        if (wanted != null) {
            return new Asked(wanted, false);
        }
        boolean any = !group.authentication().isEmpty()
                || group.acls().stream().anyMatch(acl -> !acl.authentication().isEmpty());
        boolean open = Boolean.TRUE.equals(group.attributes().demoMode())
                && group.authentication().isEmpty();
        return new Asked(any && !open, any);
    }

    /** True if an initiator with that ACL is asked. */
    boolean is(PortalGroup group, Acl acl) {
        return byAcl
                ? !group.authentication().isEmpty() || !acl.authentication().isEmpty()
                : this.group;
    }

    void write(String where, PortalGroup group, Acl acl, ObjectNode out, MigrationFindings findings) {
        if (!byAcl) {
            return;
        }
        boolean asked = is(group, acl);
        out.put(AUTHENTICATION, asked ? 1 : 0);
        if (asked && !this.group) {
            findings.security(
                    where + " " + AUTHENTICATION,
                    "before Linux 5.17 LIO does not know that a single ACL asks for CHAP, and lets this initiator in without",
                    "Restore it on a newer kernel, or set authentication=1 of the portal group");
        } else if (!asked && this.group) {
            findings.changed(
                    where + " " + AUTHENTICATION,
                    "before Linux 5.17 LIO asks all initiators of a portal group for CHAP or none, and does not let this one"
                            + " in, which has no secret",
                    "Restore it on a newer kernel, or give it a secret");
        }
    }

    /** Reports the cases that are the same in the file. */
    void report(String where, PortalGroup group, MigrationFindings findings) {
        Boolean wanted = group.attributes().authentication();
        boolean none = group.authentication().isEmpty()
                && group.acls().stream().allMatch(acl -> acl.authentication().isEmpty());
        if (Boolean.FALSE.equals(wanted) && none) {
            findings.changed(
                    where + " " + AUTHENTICATION,
                    "it is 0 for LIO, which is the same as the default as long as there are no secrets",
                    "");
        } else if (byAcl && group.acls().isEmpty()) {
            findings.changed(
                    where + " " + AUTHENTICATION, "it is 1 for LIO, which asks the same initiators as the default", "");
        }
    }
}
