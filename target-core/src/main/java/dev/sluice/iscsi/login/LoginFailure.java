package dev.sluice.iscsi.login;

/** The refusal of a login: the status for the initiator, and the reason for the log. */
public final class LoginFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final LoginStatus status;
    private final String targetAddress;

    public LoginFailure(LoginStatus status, String reason) {
        this(status, reason, null);
    }

    private LoginFailure(LoginStatus status, String reason, String targetAddress) {
        super(reason);
        this.status = status;
        this.targetAddress = targetAddress;
    }

    /**
     * The target is elsewhere, RFC 7143 11.13.5.
     *
     * @param targetAddress a host name, an IPv4 address or an IPv6 address in brackets, with a port or without
     */
    public static LoginFailure moved(boolean permanently, String targetAddress) {
        LoginStatus status = permanently ? LoginStatus.TARGET_MOVED_PERMANENTLY : LoginStatus.TARGET_MOVED_TEMPORARILY;
        return new LoginFailure(status, "the target is at " + targetAddress, targetAddress);
    }

    /** The value of TargetAddress to answer with, or null. */
    public String targetAddress() {
        return targetAddress;
    }

    public LoginStatus status() {
        return status;
    }
}
