package dev.sluice.iscsi.login;

/** A login is refused: with the status that the initiator gets, and the reason in words for the log. */
public final class LoginFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final LoginStatus status;

    public LoginFailure(LoginStatus status, String reason) {
        super(reason);
        this.status = status;
    }

    public LoginStatus status() {
        return status;
    }
}
