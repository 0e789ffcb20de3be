package dev.sluice.iscsi.login;

/** The server as a login sees it: the targets of one portal, and the sessions. Owner: a loop's thread. */
public interface LoginDirectory {
    /**
     * Admits {@code initiatorName} to {@code targetName}.
     *
     * @throws LoginFailure {@link LoginStatus#NOT_FOUND}, {@link LoginStatus#AUTHORIZATION_FAILURE}, or a redirection
     */
    LoginTarget target(String initiatorName, String targetName) throws LoginFailure;

    /** Admits {@code initiatorName} to discovery. */
    LoginTarget discovery(String initiatorName) throws LoginFailure;

    /**
     * The session that a connection joins or reinstates (RFC 7143 6.3.4, 6.3.5).
     *
     * @param first the first request of the login, with a TSIH other than 0
     * @throws LoginFailure {@link LoginStatus#SESSION_DOES_NOT_EXIST}, {@link LoginStatus#TOO_MANY_CONNECTIONS} or {@link
     *     LoginStatus#CANNOT_INCLUDE_IN_SESSION}
     */
    SessionParameters session(String initiatorName, String targetName, LoginRequest first) throws LoginFailure;
}
