package dev.sluice.initiator;

/** The target answered a login with a status other than 'success' (RFC 7143 11.13.5). */
public final class LoginFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int statusClass;
    private final int statusDetail;
    private final String targetAddress;

    LoginFailed(int statusClass, int statusDetail, String targetAddress) {
        super("login refused with status class %d, detail %d".formatted(statusClass, statusDetail));
        this.statusClass = statusClass;
        this.statusDetail = statusDetail;
        this.targetAddress = targetAddress;
    }

    /** The TargetAddress that came along, or null. */
    public String targetAddress() {
        return targetAddress;
    }

    public int statusClass() {
        return statusClass;
    }

    /** Class and detail in one number, as 0x0206. */
    public int status() {
        return statusClass() << 8 | statusDetail();
    }

    public int statusDetail() {
        return statusDetail;
    }
}
