package dev.sluice.iscsi.request;

import dev.sluice.iscsi.login.SessionParameters;
import java.net.InetSocketAddress;

/** The targets of a server as text requests see them. Any thread. */
public interface TargetList {
    /**
     * Returns the text that answers the key SendTargets, RFC 7143 appendix C.
     *
     * @param value All, a target's name, or empty for the target of the session
     * @param asking the session of the initiator
     * @param reached the address of this side on the connection, which stands for a wildcard portal
     */
    byte[] sendTargets(String value, SessionParameters asking, InetSocketAddress reached);
}
