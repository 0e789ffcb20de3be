package dev.sluice.iscsi.login;

/**
 * What a login must know of the target, or of discovery, that it leads to.
 *
 * @param name the target's name as it is configured, empty for discovery
 * @param portalGroupTag of the portal group that the connection has come in by, 0 for discovery
 * @param limits what the initiator is offered
 */
public record LoginTarget(String name, int portalGroupTag, TargetLimits limits) {}
