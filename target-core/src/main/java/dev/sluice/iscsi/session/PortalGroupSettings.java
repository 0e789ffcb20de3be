package dev.sluice.iscsi.session;

import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.login.TargetLimits;

/**
 * How a portal group treats initiators.
 *
 * @param tag 1 to 65,535, its own among the groups of the target
 * @param enabled false admits nobody, and is not shown by discovery
 * @param access who may log in
 * @param authentication what they have to prove
 * @param limits what logins are offered
 * @param keepAlive when they are pinged
 * @param redirection where they are sent to instead, or null
 */
public record PortalGroupSettings(
        int tag,
        boolean enabled,
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

    /** Admits nobody any more. */
    PortalGroupSettings disabled() {
        return new PortalGroupSettings(tag, false, access, authentication, limits, keepAlive, redirection);
    }

    /** Whether it names initiators or asks for proof. */
    boolean vouchesForSome() {
        return enabled && (access.namesSome() || authentication.hasChapForSome());
    }

    /** Whether {@code initiatorName} may have a session here. */
    boolean admits(String initiatorName) {
        return enabled && access.admits(initiatorName);
    }
}
