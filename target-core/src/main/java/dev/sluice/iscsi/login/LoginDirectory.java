package dev.sluice.iscsi.login;

/** What a login must know of the server: its targets as they are seen from one portal, and its sessions. One loop's thread. */
public interface LoginDirectory {
    /**
     * Lets {@code initiatorName} in to {@code targetName}.
     *
     * @throws LoginFailure {@link LoginStatus#NOT_FOUND}, {@link LoginStatus#AUTHORIZATION_FAILURE}, or a redirection
     */
    LoginTarget target(String initiatorName, String targetName) throws LoginFailure;

    /** Lets {@code initiatorName} in to discovery. */
    LoginTarget discovery(String initiatorName) throws LoginFailure;

    /**
     * The session that a further connection, or one in the place of another, shall belong to (RFC 7143 6.3.4, 6.3.5).
     *
     * @param first the first request of the login, with a TSIH other than 0
     * @throws LoginFailure {@link LoginStatus#SESSION_DOES_NOT_EXIST}, {@link LoginStatus#TOO_MANY_CONNECTIONS} or {@link
     *     LoginStatus#CANNOT_INCLUDE_IN_SESSION}
     */
    SessionParameters session(String initiatorName, String targetName, LoginRequest first) throws LoginFailure;
}
