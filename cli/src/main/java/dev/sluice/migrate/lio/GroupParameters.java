package dev.sluice.migrate.lio;

import dev.sluice.config.Parameters;
import dev.sluice.config.setting.Setting;
import java.util.Map;

/** The parameters of logins. A value equal to LIO's default was not chosen by anybody, and becomes the default of Sluice. */
final class GroupParameters {
    private static final int MOST_CONNECTIONS = 8;

    /** LIO's own defaults of numbers. */
    private static final Map<Setting<Integer>, Integer> DEFAULTS = Map.of(
            Parameters.MAX_RECV_DATA_SEGMENT_LENGTH, 8192,
            Parameters.MAX_BURST_LENGTH, 262_144,
            Parameters.FIRST_BURST_LENGTH, 65_536,
            Parameters.MAX_OUTSTANDING_R2T, 1,
            Parameters.MAX_CONNECTIONS, 1,
            Parameters.ERROR_RECOVERY_LEVEL, 0,
            Parameters.DEFAULT_TIME2WAIT, 2,
            Parameters.DEFAULT_TIME2RETAIN, 20);

    private GroupParameters() {}

    static Parameters read(Members from) {
        Parameters parameters = Parameters.SETTINGS.with(Parameters.USUAL, setting -> {
            if (setting == Parameters.MAX_CONNECTIONS) {
                return connections(from);
            }
            Integer usual = DEFAULTS.get(setting);
            return usual == null ? yes(from, setting.member()) : number(from, setting.member(), usual);
        });
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

    /** Reads a parameter whose default is Yes in LIO and in Sluice. */
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
