package dev.sluice.iscsi.session;

import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.login.TargetLimits;

/**
 * How a portal group treats initiators.
 *
 * @param tag 1 to 65,535, its own among the groups of the target
 * @param access who may log in
 * @param authentication what they have to prove
 * @param limits what logins are offered
 * @param keepAlive when they are pinged
 * @param redirection where they are sent to instead, or null
 */
public record PortalGroupSettings(
        int tag,
        AccessPolicy access,
        AuthenticationRules authentication,
        TargetLimits limits,
        KeepAlive keepAlive,
        Redirection redirection) {
    public PortalGroupSettings {
        if (tag < 1 || tag > 0xffff) {
            throw new IllegalArgumentException("portal group tag " + tag + ": it must be 1 to 65535");
        }
    }
}
