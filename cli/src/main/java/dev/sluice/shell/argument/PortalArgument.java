package dev.sluice.shell.argument;

import dev.sluice.config.Portal;
import dev.sluice.shell.command.Arguments;
import dev.sluice.shell.line.UsageError;

/** A portal in the arguments of a command: its address and port as two arguments, or as one in the form of its label. */
public final class PortalArgument {
    private static final String ADDRESS = "ip_address";
    private static final String PORT = "ip_port";

    private PortalArgument() {}

    /** Returns the portal, or null if no address is given. */
    public static Portal of(Arguments given) throws UsageError {
        String address = given.text(ADDRESS);
        Integer port = port(given);
        if (address == null) {
            return null;
        }
        try {
            Portal portal = Portal.parse(address, port == null ? Portal.USUAL_PORT : port);
            if (port != null && portal.port() != port) {
                throw new UsageError(address + " has another port than " + port + ": write only one of them");
            }
            return portal;
        } catch (IllegalArgumentException e) {
            throw new UsageError(e.getMessage());
        }
    }

    /** Returns the port, or null if none is given. */
    public static Integer port(Arguments given) throws UsageError {
        return given.number(PORT, "");
    }
}
