package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.Mistake;
import java.util.List;

/** {@code delete}: takes away one of those that the node holds. */
final class Delete implements Command {
    @Override
    public String name() {
        return "delete";
    }

    @Override
    public String summary() {
        return "Takes away one of those that the node holds, with what is below it; ends a session in /sessions.";
    }

    @Override
    public Syntax syntax(Node node) {
        Syntax syntax =
                switch (node) {
                    case Node.BackstoresOf of -> Syntax.of(parameter("name", "the backstore"));
                    case Node.Targets() -> Syntax.of(parameter("wwn", "the target's name"));
                    case Node.OneTarget target -> Syntax.of(parameter("tag", "the portal group's number"));
                    case Node.Luns luns -> Syntax.of(parameter("lun", "the LUN's number"));
                    case Node.Acls acls -> Syntax.of(parameter("wwn", "the initiator's name"));
                    case Node.OneAcl acl -> Syntax.of(parameter("mapped_lun", "the number that the initiator sees"));
                    case Node.Portals portals ->
                        Syntax.of(
                                parameter("ip_address", "the portal's address"),
                                Parameter.optional("ip_port", "its port; 3260 unless given", Values.NONE));
                    case Node.Sessions() -> Syntax.of(parameter("sid", "the session's number"));
                    default -> null;
                };
        return syntax == null
                ? null
                : node instanceof Node.Sessions ? syntax : syntax.options(Call.FORCE, Call.DRY_RUN, Call.JSON);
    }

    private static Parameter parameter(String name, String description) {
        return Parameter.required(name, description, Proposals.CHILDREN);
    }

    @Override
    public void run(Call call) throws Mistake, Refusal {
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

    private static Node below(Call call) throws Mistake {
        String name = syntaxName(call);
        try {
            return call.node().child(name);
        } catch (IllegalArgumentException e) {
            throw new Mistake(e.getMessage());
        }
    }

    private static String syntaxName(Call call) {
        return call.arguments()
                .text(new Delete().syntax(call.node()).parameters().getFirst().name());
    }

    private static void delete(Call call, Node node) throws Refusal {
        call.change(force -> List.of(new dev.sluice.config.change.Delete(node, force)));
    }
}
