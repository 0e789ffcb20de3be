package dev.sluice.iscsi.login;

/** What a login must know of the targets of a server. Any thread. */
public interface LoginDirectory {
    /**
     * Checks that {@code initiatorName} may log in to {@code targetName}.
     *
     * @throws LoginFailure {@link LoginStatus#NOT_FOUND} or {@link LoginStatus#AUTHORIZATION_FAILURE}
     */
    void checkAccess(String initiatorName, String targetName) throws LoginFailure;

    /** The portal group tag that {@code targetName} is reached by. */
    int portalGroupTag(String targetName);
}
