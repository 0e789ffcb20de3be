package dev.sluice.config;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.sluice.config.setting.Setting;
import dev.sluice.config.setting.SettingEffect;
import dev.sluice.config.setting.SettingTable;
import dev.sluice.config.setting.ValueType;
import java.util.Map;

/**
 * The parameters that logins are offered, by the names and units of RFC 7143 13. Null stands for the default of each.
 *
 * @param maxRecvDataSegmentLength bytes
 * @param maxBurstLength bytes
 * @param firstBurstLength bytes
 * @param maxOutstandingR2T of one task
 * @param initialR2T solicited data only
 * @param immediateData data with their command
 * @param maxConnections of one session
 * @param errorRecoveryLevel 0 to 2
 * @param defaultTime2Wait seconds
 * @param defaultTime2Retain seconds
 */
public record Parameters(
        Integer maxRecvDataSegmentLength,
        Integer maxBurstLength,
        Integer firstBurstLength,
        Integer maxOutstandingR2T,
        Boolean initialR2T,
        Boolean immediateData,
        Integer maxConnections,
        Integer errorRecoveryLevel,
        Integer defaultTime2Wait,
        Integer defaultTime2Retain) {
    private static final int LEAST_LENGTH = 512;
    private static final int MOST_LENGTH = (1 << 24) - 1;
    private static final int MOST_SECONDS = 3600;

    public static final Setting<Integer> MAX_RECV_DATA_SEGMENT_LENGTH =
            length("MaxRecvDataSegmentLength", 262_144, "longest data segment that is accepted, in bytes");

    public static final Setting<Integer> MAX_BURST_LENGTH =
            length("MaxBurstLength", 1_048_576, "longest burst, in bytes");

    public static final Setting<Integer> FIRST_BURST_LENGTH =
            length("FirstBurstLength", 262_144, "longest unsolicited burst, in bytes, at most MaxBurstLength");

    public static final Setting<Integer> MAX_OUTSTANDING_R2T =
            number("MaxOutstandingR2T", 1, 65_535, 8, "most outstanding R2Ts of one task");

    public static final Setting<Boolean> INITIAL_R2T = yesOrNo("InitialR2T", "data that always wait for an R2T");

    public static final Setting<Boolean> IMMEDIATE_DATA =
            yesOrNo("ImmediateData", "data that may come with their command");

    public static final Setting<Integer> MAX_CONNECTIONS =
            number("MaxConnections", 1, 8, 1, "most connections of one session");

    public static final Setting<Integer> ERROR_RECOVERY_LEVEL =
            number("ErrorRecoveryLevel", 0, 2, 0, "highest error recovery level that is agreed on");

    public static final Setting<Integer> DEFAULT_TIME2WAIT =
            number("DefaultTime2Wait", 0, MOST_SECONDS, 2, "least time before an initiator reconnects, in seconds");

    public static final Setting<Integer> DEFAULT_TIME2RETAIN = number(
            "DefaultTime2Retain", 0, MOST_SECONDS, 20, "time that the state of a lost connection is kept, in seconds");

    public static final SettingTable<Parameters> SETTINGS = SettingTable.of(
            Parameters.class,
            MAX_RECV_DATA_SEGMENT_LENGTH,
            MAX_BURST_LENGTH,
            FIRST_BURST_LENGTH,
            MAX_OUTSTANDING_R2T,
            INITIAL_R2T,
            IMMEDIATE_DATA,
            MAX_CONNECTIONS,
            ERROR_RECOVERY_LEVEL,
            DEFAULT_TIME2WAIT,
            DEFAULT_TIME2RETAIN);

    /** Parameters of which nothing is set. */
    public static final Parameters USUAL = SETTINGS.usual();

    private static Setting<Integer> length(String name, int usual, String description) {
        return number(name, LEAST_LENGTH, MOST_LENGTH, usual, description);
    }

    private static Setting<Integer> number(String name, int least, int most, int usual, String description) {
        return Setting.of(name, ValueType.number(least, most), SettingEffect.NEW_SESSIONS, description)
                .named(name)
                .usually(usual);
    }

    private static Setting<Boolean> yesOrNo(String name, String description) {
        return Setting.of(name, ValueType.yesOrNo(), SettingEffect.NEW_SESSIONS, description)
                .named(name)
                .usually(true);
    }

    /** The same with another value; null for its default. */
    public <V> Parameters with(Setting<V> setting, V value) {
        return SETTINGS.with(this, setting, value);
    }

    /** The parameters that are set, by their names in JSON. */
    @JsonValue
    public Map<String, Object> members() {
        return SETTINGS.members(this);
    }
}
