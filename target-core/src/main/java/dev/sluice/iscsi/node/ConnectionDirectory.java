package dev.sluice.iscsi.node;

import dev.sluice.iscsi.chap.Authentication;
import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.login.LoginDirectory;
import dev.sluice.iscsi.login.LoginFailure;
import dev.sluice.iscsi.login.LoginRequest;
import dev.sluice.iscsi.login.LoginStatus;
import dev.sluice.iscsi.login.LoginTarget;
import dev.sluice.iscsi.login.SessionParameters;
import dev.sluice.iscsi.session.Session;
import java.net.InetSocketAddress;

/** The targets and sessions of the server as the login of one connection finds them. Owner: the connection's loop thread. */
final class ConnectionDirectory implements LoginDirectory {
    private final LoopSessions sessions;
    private final IscsiServer server;
    private final InetSocketAddress portal;
    /** The portal group that the login has got to, or null. */
    private TargetPortalGroup portalGroup;

    /** The authentication required of the initiator. */
    private Authentication authentication;

    /** @param portal the address that the connection came to */
    ConnectionDirectory(LoopSessions sessions, InetSocketAddress portal) {
        this.portal = portal;
        this.sessions = sessions;
        this.server = sessions.server();
    }

    TargetPortalGroup portalGroup() {
        return portalGroup;
    }

    @Override
    public LoginTarget target(String initiatorName, String targetName) throws LoginFailure {
        portalGroup = server.directory().admit(initiatorName, targetName, portal);
        PortalGroupSettings settings = portalGroup.settings();
        authentication = settings.authentication().of(initiatorName);
        return new LoginTarget(
                portalGroup.targetName(), portalGroup.targetAlias(), settings.tag(), settings.limits(), authentication);
    }

    @Override
    public LoginTarget discovery(String initiatorName) {
        IscsiSettings settings = server.settings();
        authentication = settings.discoveryAuthentication().of(initiatorName);
        return new LoginTarget("", "", 0, settings.discoveryLimits(), authentication);
    }

    /** Throws where other proof is asked of the initiator by now than when its login began. */
    void checkProof(String initiatorName) throws LoginFailure {
        AuthenticationRules now = portalGroup == null
                ? server.settings().discoveryAuthentication()
                : portalGroup.settings().authentication();
        if (!now.of(initiatorName).equals(authentication)) {
            throw new LoginFailure(LoginStatus.SERVICE_UNAVAILABLE, "its authentication has changed during its login");
        }
    }

    @Override
    public SessionParameters session(String initiatorName, String targetName, LoginRequest first) throws LoginFailure {
        return find(initiatorName, first).parameters();
    }

    /** The session that the connection can join. */
    Session find(String initiatorName, LoginRequest first) throws LoginFailure {
        Session session = sessions.find(first.tsih());
        if (session == null || session.target() == null || !session.parameters().isOf(initiatorName, first.isid())) {
            throw new LoginFailure(
                    LoginStatus.SESSION_DOES_NOT_EXIST, "there is no session " + first.tsih() + " of it");
        }
        if (session.target() != portalGroup) {
            throw new LoginFailure(
                    LoginStatus.CANNOT_INCLUDE_IN_SESSION,
                    "session " + first.tsih() + " is with another target or portal group");
        }
        if (session.connections().find(first.cid()) == null
                && session.connections().size() >= session.parameters().connectionLimit()) {
            throw new LoginFailure(
                    LoginStatus.TOO_MANY_CONNECTIONS,
                    "session " + first.tsih() + " has its "
                            + session.parameters().connectionLimit() + " connections");
        }
        return session;
    }
}
