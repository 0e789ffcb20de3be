package dev.sluice.iscsi.login;

/** How the end of aborted tasks is reported, RFC 7143 13.23. */
public enum TaskReporting {
    RFC3720("RFC3720"),
    RESPONSE_FENCE("ResponseFence"),
    FAST_ABORT("FastAbort");

    private final String keyValue;

    TaskReporting(String keyValue) {
        this.keyValue = keyValue;
    }

    /** As it stands in the key. */
    public String keyValue() {
        return keyValue;
    }
}
