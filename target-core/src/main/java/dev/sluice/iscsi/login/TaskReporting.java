package dev.sluice.iscsi.login;

import java.util.Arrays;
import java.util.List;

/** TaskReporting: the way in which the end of aborted tasks is reported, RFC 7143 13.23. */
public enum TaskReporting {
    RFC3720("RFC3720"),
    RESPONSE_FENCE("ResponseFence"),
    FAST_ABORT("FastAbort");

    private final String keyValue;

    TaskReporting(String keyValue) {
        this.keyValue = keyValue;
    }

    /** The value of that name, or the default where there is none. */
    static TaskReporting of(String keyValue) {
        for (TaskReporting value : values()) {
            if (value.keyValue.equals(keyValue)) {
                return value;
            }
        }
        return RFC3720;
    }

    /** All values, as the key lists them. */
    static List<String> keyValues() {
        return Arrays.stream(values()).map(TaskReporting::keyValue).toList();
    }

    /** The value as the key has it. */
    public String keyValue() {
        return keyValue;
    }
}
