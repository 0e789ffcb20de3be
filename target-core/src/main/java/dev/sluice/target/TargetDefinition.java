package dev.sluice.target;

import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.login.IscsiName;
import dev.sluice.iscsi.session.AccessPolicy;
import java.util.List;

/**
 * A target to serve.
 *
 * @param name an iSCSI name
 * @param access who may log in
 * @param authentication what they have to prove
 * @param luns the logical units, LUN 0 first
 */
public record TargetDefinition(
        String name, AccessPolicy access, AuthenticationRules authentication, List<LunDefinition> luns) {
    /** A target that asks for no proof. */
    public TargetDefinition(String name, AccessPolicy access, List<LunDefinition> luns) {
        this(name, access, AuthenticationRules.NONE, luns);
    }

    public TargetDefinition {
        luns = List.copyOf(luns);
        if (!IscsiName.isWellFormed(name)) {
            throw new IllegalArgumentException("'" + IscsiName.printable(name)
                    + "' is not an iSCSI name: write iqn.YYYY-MM.reversed.domain:name, eui. and 16, or naa. and 16 or 32"
                    + " hexadecimal digits");
        }
    }
}
