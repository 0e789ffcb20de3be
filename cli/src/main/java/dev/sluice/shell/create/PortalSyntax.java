package dev.sluice.shell.create;

import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreatePortal;
import dev.sluice.shell.argument.PortalArgument;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ValueProposals;
import dev.sluice.shell.line.UsageError;
import java.util.List;

/** The syntax of a portal. */
final class PortalSyntax implements NodeSyntax {
    @Override
    public CommandSyntax parameters() {
        return CommandSyntax.of(
                CommandParameter.optional("ip_address", "IPv4 or IPv6; default: 0.0.0.0", ValueProposals.NONE),
                CommandParameter.optional("ip_port", "TCP port; default: 3260", ValueProposals.NONE));
    }

    @Override
    public List<Change> changes(CommandCall call) throws UsageError {
        Node.Group group = ((Node.Portals) call.node()).group();
        Portal portal = PortalArgument.of(call.arguments());
        return List.of(
                portal == null
                        ? new CreatePortal(group, null, PortalArgument.port(call.arguments()))
                        : new CreatePortal(group, portal.address(), portal.port()));
    }
}
