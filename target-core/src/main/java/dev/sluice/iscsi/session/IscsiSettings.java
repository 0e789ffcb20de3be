package dev.sluice.iscsi.session;

import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.login.TargetLimits;

/**
 * What applies to all sessions of a server.
 *
 * @param queueDepth commands that a session may have open, 1 to 4,096
 * @param maxSessions sessions at a time, 1 to 65,535
 * @param limits what logins are offered
 * @param pingAfterSeconds how long a connection may be silent before the target pings it
 * @param pingTimeoutSeconds how long an initiator may take to answer before its connection is closed
 * @param discoveryAuthentication what is asked of initiators that only want to know the targets
 */
public record IscsiSettings(
        int queueDepth,
        int maxSessions,
        TargetLimits limits,
        int pingAfterSeconds,
        int pingTimeoutSeconds,
        AuthenticationRules discoveryAuthentication) {}
