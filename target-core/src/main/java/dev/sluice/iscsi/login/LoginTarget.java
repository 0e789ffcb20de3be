package dev.sluice.iscsi.login;

import dev.sluice.iscsi.chap.Authentication;

/**
 * The target of a login, or discovery, as the negotiation needs it.
 *
 * @param name the target's name as it is configured, empty for discovery
 * @param alias the TargetAlias, or empty
 * @param portalGroupTag the tag of the portal group of the connection, 0 for discovery
 * @param limits the limits of the negotiation
 * @param authentication the authentication of this initiator
 */
public record LoginTarget(
        String name, String alias, int portalGroupTag, TargetLimits limits, Authentication authentication) {}
