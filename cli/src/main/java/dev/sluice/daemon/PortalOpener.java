package dev.sluice.daemon;

import dev.sluice.config.Node;
import dev.sluice.iscsi.transport.ListenFailure;
import dev.sluice.target.SluiceServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Opens and closes portals of a server's portal groups. Used by the thread that changes the server. */
final class PortalOpener {
    private final SluiceServer server;

    PortalOpener(SluiceServer server) {
        this.server = server;
    }

    /**
     * Opens a portal of a group.
     *
     * @throws ListenFailure if the machine does not have its address, or cannot listen there
     */
    void open(Node.OnePortal one) throws IOException {
        server.addPortal(one.group().target(), one.group().tag(), TargetDefinitions.address(one.portal()));
    }

    /** Closes a portal; no effect if it is not open. */
    void close(Node.OnePortal one) throws IOException {
        if (isOpen(one)) {
            server.removePortal(one.group().target(), one.group().tag(), TargetDefinitions.address(one.portal()));
        }
    }

    /** Returns true if a portal is open; false while its address is missing. */
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
