package dev.sluice.shell.create;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.line.UsageError;
import java.util.List;

/** {@code create}: creates a child of the node. */
public final class CreateCommand implements ShellCommand {
    private static final String PORT_TAKEN = "has this port";

    @Override
    public String name() {
        return "create";
    }

    @Override
    public String summary() {
        return "Creates a child of the node: a backstore, target, portal group, LUN, ACL, mapped LUN or portal.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        NodeSyntax syntax = of(node);
        if (syntax == null) {
            return null;
        }
        return node instanceof Node.Acls
                ? syntax.parameters().options(CommandOption.FORCE, CommandOption.DRY_RUN, CommandOption.JSON)
                : syntax.parameters().options(CommandOption.DRY_RUN, CommandOption.JSON);
    }

    private static NodeSyntax of(Node node) {
        return switch (node) {
            case Node.BackstoresOf(var type) -> BackstoreSyntax.of(type);
            case Node.Targets() -> new TargetSyntax();
            case Node.OneTarget target -> new PortalGroupSyntax();
            case Node.Luns luns -> new LunSyntax();
            case Node.Acls acls -> new AclSyntax();
            case Node.OneAcl acl -> new MappedLunSyntax();
            case Node.Portals portals -> new PortalSyntax();
            default -> null;
        };
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        List<Change> changes = of(call.node()).changes(call);
        try {
            call.change(force -> changes);
        } catch (Refusal refusal) {
            throw call.node() instanceof Node.Targets && refusal.getMessage().contains(PORT_TAKEN)
                    ? new Refusal(
                            refusal.reason(),
                            refusal.getMessage()
                                    + "; to create the target, write create IQN portal=ADDRESS:PORT, or portal=none",
                            refusal.details())
                    : refusal;
        }
    }
}
