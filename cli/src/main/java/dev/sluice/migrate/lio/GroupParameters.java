package dev.sluice.migrate.lio;

import dev.sluice.config.Parameters;

/** What logins are offered. A value that is LIO's usual one was decided by nobody, and becomes Sluice's usual one. */
final class GroupParameters {
    private static final int MOST_CONNECTIONS = 8;

    /** LIO's own usual values, which are RFC 7143's but for the last. */
    private static final long USUAL_RECEIVE = 8192;

    private static final long USUAL_BURST = 262_144;
    private static final long USUAL_FIRST_BURST = 65_536;
    private static final long USUAL_WAIT = 2;
    private static final long USUAL_RETAIN = 20;

    private GroupParameters() {}

    static Parameters read(Members from) {
        Parameters parameters = new Parameters(
                number(from, "MaxRecvDataSegmentLength", USUAL_RECEIVE),
                number(from, "MaxBurstLength", USUAL_BURST),
                number(from, "FirstBurstLength", USUAL_FIRST_BURST),
                number(from, "MaxOutstandingR2T", 1),
                yes(from, "InitialR2T"),
                yes(from, "ImmediateData"),
                connections(from),
                number(from, "ErrorRecoveryLevel", 0),
                number(from, "DefaultTime2Wait", USUAL_WAIT),
                number(from, "DefaultTime2Retain", USUAL_RETAIN));
        Known.take(Known.PARAMETER, from);
        return parameters;
    }

    private static Integer number(Members from, String name, long usual) {
        Long value = from.number(name);
        if (value != null && value == usual) {
            from.meaningless(name, "it is LIO's usual value, and Sluice has its own");
            return null;
        }
        return value == null ? null : Math.toIntExact(Math.clamp(value, 0, Integer.MAX_VALUE));
    }

    /** Both are Yes usually, there and here. */
    private static Boolean yes(Members from, String name) {
        String value = from.text(name);
        return value == null || value.equals("Yes") ? null : false;
    }

    private static Integer connections(Members from) {
        Integer connections = number(from, "MaxConnections", 1);
        if (connections != null && connections > MOST_CONNECTIONS) {
            from.changed(
                    "MaxConnections",
                    "a session has at most " + MOST_CONNECTIONS + " connections, not " + connections,
                    "");
            return MOST_CONNECTIONS;
        }
        return connections;
    }
}
