package dev.sluice.shell.command;

import dev.sluice.config.Portal;
import dev.sluice.shell.line.UsageError;

/** A portal in the arguments of a command: an address and a port of its own, or both in one word as its label has them. */
final class PortalArgument {
    private static final String ADDRESS = "ip_address";
    private static final String PORT = "ip_port";

    private PortalArgument() {}

    /** Null where no address is given. */
    static Portal of(CommandCall call) throws UsageError {
        String address = call.arguments().text(ADDRESS);
        Integer port = call.arguments().number(PORT, "");
        if (address == null) {
            return null;
        }
        try {
            Portal portal = Portal.parse(address, port == null ? Portal.USUAL_PORT : port);
            if (port != null && portal.port() != port) {
                throw new UsageError(address + " names another port than " + port + ": write one of them");
            }
            return portal;
        } catch (IllegalArgumentException e) {
            throw new UsageError(e.getMessage());
        }
    }
}
