package dev.sluice.iscsi.login;

import java.util.Arrays;
import java.util.List;

/** How the end of aborted tasks is reported, RFC 7143 13.23. */
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

    /** All of them, as they stand in the key. */
    static List<String> keyValues() {
        return Arrays.stream(values()).map(TaskReporting::keyValue).toList();
    }

    /** As it stands in the key. */
    public String keyValue() {
        return keyValue;
    }
}
