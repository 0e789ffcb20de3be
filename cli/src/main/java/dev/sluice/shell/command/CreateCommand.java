package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreatePortal;
import dev.sluice.config.change.CreatePortalGroup;
import dev.sluice.config.change.CreateTarget;
import dev.sluice.shell.line.UsageError;
import java.util.List;

/** {@code create}: makes what the node holds. */
final class CreateCommand implements ShellCommand {
    /** Makes one kind of node. */
    interface Maker {
        CommandSyntax syntax();

        /** The changes that make it, done together. */
        List<Change> changes(CommandCall call) throws UsageError;
    }

    private static final String PORT_TAKEN = "has this port";

    private static final Maker TARGET = new Maker() {
        @Override
        public CommandSyntax syntax() {
            return CommandSyntax.of(
                    CommandParameter.optional("wwn", "its iSCSI name; a new one unless given", ValueProposals.NONE),
                    CommandParameter.optional(
                            "portal",
                            "where it is reached, as 192.0.2.10:3261, or none; 0.0.0.0:3260 unless given",
                            ParameterProposals.words("none")));
        }

        @Override
        public List<Change> changes(CommandCall call) {
            return List.of(new CreateTarget(
                    call.arguments().text("wwn"), null, call.arguments().text("portal")));
        }
    };

    private static final Maker GROUP = new Maker() {
        @Override
        public CommandSyntax syntax() {
            return CommandSyntax.of(CommandParameter.optional(
                    "tag", "its number; the first that is free unless given", ValueProposals.NONE));
        }

        @Override
        public List<Change> changes(CommandCall call) throws UsageError {
            Node.OneTarget target = (Node.OneTarget) call.node();
            return List.of(new CreatePortalGroup(target.name(), call.arguments().number("tag", "tpg")));
        }
    };

    private static final Maker PORTAL = new Maker() {
        @Override
        public CommandSyntax syntax() {
            return CommandSyntax.of(
                    CommandParameter.optional("ip_address", "IPv4 or IPv6; 0.0.0.0 unless given", ValueProposals.NONE),
                    CommandParameter.optional("ip_port", "TCP port; 3260 unless given", ValueProposals.NONE));
        }

        @Override
        public List<Change> changes(CommandCall call) throws UsageError {
            Node.Group group = ((Node.Portals) call.node()).group();
            Portal portal = PortalArgument.of(call);
            return List.of(
                    portal == null
                            ? new CreatePortal(group, null, call.arguments().number("ip_port", ""))
                            : new CreatePortal(group, portal.address(), portal.port()));
        }
    };

    @Override
    public String name() {
        return "create";
    }

    @Override
    public String summary() {
        return "Makes what the node holds: a backstore, target, portal group, LUN, ACL, mapped LUN or portal.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        Maker maker = maker(node);
        if (maker == null) {
            return null;
        }
        return node instanceof Node.Acls
                ? maker.syntax().options(CommandCall.FORCE, CommandCall.DRY_RUN, CommandCall.JSON)
                : maker.syntax().options(CommandCall.DRY_RUN, CommandCall.JSON);
    }

    private static Maker maker(Node node) {
        return switch (node) {
            case Node.BackstoresOf(var type) -> BackstoreMaker.of(type);
            case Node.Targets() -> TARGET;
            case Node.OneTarget target -> GROUP;
            case Node.Luns luns -> new LunMaker();
            case Node.Acls acls -> new AclMaker();
            case Node.OneAcl acl -> new MappedLunMaker();
            case Node.Portals portals -> PORTAL;
            default -> null;
        };
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        List<Change> changes = maker(call.node()).changes(call);
        try {
            call.change(force -> changes);
        } catch (Refusal refusal) {
            throw call.node() instanceof Node.Targets && refusal.getMessage().contains(PORT_TAKEN)
                    ? new Refusal(
                            refusal.reason(),
                            refusal.getMessage() + "; for the target: create IQN portal=ADDRESS:PORT, or portal=none",
                            refusal.details())
                    : refusal;
        }
    }
}
