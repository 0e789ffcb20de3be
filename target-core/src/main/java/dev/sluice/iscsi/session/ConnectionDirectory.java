package dev.sluice.iscsi.session;

import dev.sluice.iscsi.login.LoginDirectory;
import dev.sluice.iscsi.login.LoginFailure;
import dev.sluice.iscsi.login.LoginRequest;
import dev.sluice.iscsi.login.LoginStatus;
import dev.sluice.iscsi.login.LoginTarget;
import dev.sluice.iscsi.login.SessionParameters;

/** The targets and sessions of the server as the login of one connection finds them. Owner: the connection's loop thread. */
final class ConnectionDirectory implements LoginDirectory {
    private final IscsiServer server;
    /** The portal group that the login has got to, or null. */
    private PortalGroup portalGroup;

    ConnectionDirectory(IscsiServer server) {
        this.server = server;
    }

    PortalGroup portalGroup() {
        return portalGroup;
    }

    @Override
    public LoginTarget target(String initiatorName, String targetName) throws LoginFailure {
        portalGroup = server.directory().admit(initiatorName, targetName);
        return new LoginTarget(portalGroup.targetName(), portalGroup.tag(), portalGroup.limits());
    }

    @Override
    public LoginTarget discovery(String initiatorName) {
        return new LoginTarget("", 0, server.settings().limits());
    }

    @Override
    public SessionParameters session(String initiatorName, String targetName, LoginRequest first) throws LoginFailure {
        throw new LoginFailure(
                LoginStatus.SESSION_DOES_NOT_EXIST,
                "asks to join session " + first.tsih() + ", and sessions have one connection");
    }
}
