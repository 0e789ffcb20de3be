package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.UsageError;
import java.util.List;

/** {@code delete}: takes away one of those that the node holds. */
final class DeleteCommand implements ShellCommand {
    @Override
    public String name() {
        return "delete";
    }

    @Override
    public String summary() {
        return "Takes away one of those that the node holds, with what is below it; ends a session in /sessions.";
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
                                CommandParameter.optional(
                                        "ip_port", "its port; 3260 unless given", ValueProposals.NONE));
                    case Node.Sessions() -> CommandSyntax.of(parameter("sid", "the session's number"));
                    default -> null;
                };
        return syntax == null
                ? null
                : node instanceof Node.Sessions
                        ? syntax
                        : syntax.options(CommandCall.FORCE, CommandCall.DRY_RUN, CommandCall.JSON);
    }

    private static CommandParameter parameter(String name, String description) {
        return CommandParameter.required(name, description, ParameterProposals.CHILDREN);
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        Arguments given = call.arguments();
        switch (call.node()) {
            case Node.Sessions() -> {
                int number = given.number("sid", "");
                call.context().administration().endSession(number);
                call.say("Asked session " + number + " to end.");
            }
            case Node.Portals(Node.Group group) -> delete(call, new Node.OnePortal(group, PortalArgument.of(call)));
            default -> delete(call, below(call));
        }
    }

    private static Node below(CommandCall call) throws UsageError {
        String name = syntaxName(call);
        try {
            return call.node().child(name);
        } catch (IllegalArgumentException e) {
            throw new UsageError(e.getMessage());
        }
    }

    private static String syntaxName(CommandCall call) {
        return call.arguments()
                .text(new DeleteCommand()
                        .syntax(call.node())
                        .parameters()
                        .getFirst()
                        .name());
    }

    private static void delete(CommandCall call, Node node) throws Refusal {
        call.change(force -> List.of(new dev.sluice.config.change.DeleteNode(node, force)));
    }
}
