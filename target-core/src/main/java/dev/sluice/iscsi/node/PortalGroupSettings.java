package dev.sluice.iscsi.node;

import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.session.KeepAlive;

/**
 * Settings of a portal group.
 *
 * @param tag 1 to 65,535, its own among the groups of the target
 * @param enabled false admits nobody, and is not shown by discovery
 * @param access initiators that may log in, and their views
 * @param authentication required authentication
 * @param limits limits offered to logins
 * @param keepAlive keep-alive of sessions
 * @param redirection target of a redirection, or null
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

    /** Returns true if it names initiators or requires CHAP. */
    boolean vouchesForSome() {
        return enabled && (access.namesSome() || authentication.hasChapForSome());
    }

    /** Returns true if {@code initiatorName} may have a session here. */
    boolean admits(String initiatorName) {
        return enabled && access.admits(initiatorName);
    }
}
