package dev.sluice.shell.builtin;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.config.change.DeleteNode;
import dev.sluice.shell.argument.PortalArgument;
import dev.sluice.shell.command.Arguments;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.command.ValueProposals;
import dev.sluice.shell.completion.NodeProposals;
import dev.sluice.shell.line.UsageError;
import java.util.List;

/** {@code delete}: deletes a child of the node. */
final class DeleteCommand implements ShellCommand {
    @Override
    public String name() {
        return "delete";
    }

    @Override
    public String summary() {
        return "Deletes a child of the node and everything below it; in /sessions, ends a session.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        CommandSyntax syntax =
                switch (node) {
                    case Node.BackstoresOf of -> CommandSyntax.of(parameter("name", "the backstore"));
                    case Node.Targets() -> CommandSyntax.of(parameter("wwn", "the target's name"));
                    case Node.OneTarget target -> CommandSyntax.of(parameter("tag", "the portal group's number"));
                    case Node.Luns luns -> CommandSyntax.of(parameter("lun", "the LUN's number"));
                    case Node.Acls acls -> CommandSyntax.of(parameter("wwn", "the initiator's name"));
                    case Node.OneAcl acl ->
                        CommandSyntax.of(parameter("mapped_lun", "the number that the initiator sees"));
                    case Node.Portals portals ->
                        CommandSyntax.of(
                                parameter("ip_address", "the portal's address"),
                                CommandParameter.optional("ip_port", "its port; default: 3260", ValueProposals.NONE));
                    case Node.Sessions() -> CommandSyntax.of(parameter("sid", "the session's number"));
                    default -> null;
                };
        return syntax == null
                ? null
                : node instanceof Node.Sessions
                        ? syntax
                        : syntax.options(CommandOption.FORCE, CommandOption.DRY_RUN, CommandOption.JSON);
    }

    @Override
    public String alternative(Node node) {
        return node.parent() != null && syntax(node.parent()) != null
                ? node.parent() + " delete " + node.label()
                : null;
    }

    private static CommandParameter parameter(String name, String description) {
        return CommandParameter.required(name, description, NodeProposals.CHILDREN);
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        Arguments given = call.arguments();
        switch (call.node()) {
            case Node.Sessions() -> {
                int number = given.number("sid", "");
                call.context().administration().endSession(number);
                call.print("Session " + number + " was asked to end.");
            }
            case Node.Portals(Node.Group group) ->
                delete(call, new Node.OnePortal(group, PortalArgument.of(call.arguments())));
            default -> delete(call, child(call));
        }
    }

    private Node child(CommandCall call) throws UsageError {
        String name = call.arguments()
                .text(syntax(call.node()).parameters().getFirst().name());
        try {
            return call.node().child(name);
        } catch (IllegalArgumentException e) {
            throw new UsageError(e.getMessage());
        }
    }

    private static void delete(CommandCall call, Node node) throws Refusal {
        call.change(force -> List.of(new DeleteNode(node, force)));
    }
}
