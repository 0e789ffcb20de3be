package dev.sluice.iscsi.node;

import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.session.KeepAlive;
import dev.sluice.iscsi.session.TransferPace;

/**
 * Settings of all sessions of a server, and of discovery.
 *
 * @param queueDepth commands that a session may have open, 1 to 4,096
 * @param maxSessions sessions at a time, 1 to 65,535
 * @param pace of transfers
 * @param discoveryLimits limits offered to discovery sessions
 * @param discoveryKeepAlive keep-alive of discovery sessions
 * @param discoveryAuthentication authentication of discovery sessions
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
