package dev.sluice.iscsi.login;

import dev.sluice.iscsi.chap.Authentication;

/**
 * What a login must know of the target, or of discovery, that it leads to.
 *
 * @param name the target's name as it is configured, empty for discovery
 * @param alias what people call the target, or empty
 * @param portalGroupTag of the portal group that the connection has come in by, 0 for discovery
 * @param limits what the initiator is offered
 * @param authentication what is asked of this initiator
 */
public record LoginTarget(
        String name, String alias, int portalGroupTag, TargetLimits limits, Authentication authentication) {}
