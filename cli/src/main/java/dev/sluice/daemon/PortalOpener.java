package dev.sluice.daemon;

import dev.sluice.config.Node;
import dev.sluice.iscsi.transport.ListenFailure;
import dev.sluice.target.SluiceServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Opens and closes portals of groups that a server has. Used by the thread that changes the server. */
final class PortalOpener {
    private final SluiceServer server;

    PortalOpener(SluiceServer server) {
        this.server = server;
    }

    /**
     * Lets a group be reached by a portal.
     *
     * @throws ListenFailure if the machine does not have its address, or cannot listen there
     */
    void open(Node.OnePortal one) throws IOException {
        server.addPortal(one.group().target(), one.group().tag(), TargetDefinitions.address(one.portal()));
    }

    /** Without effect where the group is not reached by it. */
    void close(Node.OnePortal one) throws IOException {
        if (isOpen(one)) {
            server.removePortal(one.group().target(), one.group().tag(), TargetDefinitions.address(one.portal()));
        }
    }

    /** Not so where its address has not come yet. */
    boolean isOpen(Node.OnePortal one) throws IOException {
        InetSocketAddress address;
        try {
            address = TargetDefinitions.address(one.portal());
        } catch (ListenFailure e) {
            return false;
        }
        return server.portals(one.group().target(), one.group().tag()).contains(address);
    }

    /** Returns true if a portal could not be opened because the machine does not have its address yet. */
    static boolean isMissing(IOException e) {
        return e instanceof ListenFailure failure && failure.reason() == ListenFailure.Reason.ADDRESS_MISSING;
    }

    /** Reason why a portal could not be opened, without its address. */
    static String why(IOException e) {
        return e instanceof ListenFailure failure ? failure.words() : e.getMessage();
    }
}
