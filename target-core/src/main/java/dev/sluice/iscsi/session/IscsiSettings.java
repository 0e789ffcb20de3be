package dev.sluice.iscsi.session;

import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.login.TargetLimits;

/**
 * What applies to all sessions of a server, and to discovery.
 *
 * @param queueDepth commands that a session may have open, 1 to 4,096
 * @param maxSessions sessions at a time, 1 to 65,535
 * @param pace of transfers
 * @param discoveryLimits what discovery is offered
 * @param discoveryKeepAlive when initiators in discovery are pinged
 * @param discoveryAuthentication what is asked of initiators that only want to know the targets
 */
public record IscsiSettings(
        int queueDepth,
        int maxSessions,
        TransferPace pace,
        TargetLimits discoveryLimits,
        KeepAlive discoveryKeepAlive,
        AuthenticationRules discoveryAuthentication) {
    IscsiSettings withDiscoveryAuthentication(AuthenticationRules rules) {
        return new IscsiSettings(queueDepth, maxSessions, pace, discoveryLimits, discoveryKeepAlive, rules);
    }
}
