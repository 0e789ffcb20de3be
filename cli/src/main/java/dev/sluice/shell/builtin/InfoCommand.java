package dev.sluice.shell.builtin;

import dev.sluice.api.Refusal;
import dev.sluice.api.ServedState.PortalState;
import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.NodePaths;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.JsonOutput;
import dev.sluice.shell.view.NodeLookup;
import dev.sluice.shell.view.ServedSnapshot;
import dev.sluice.shell.view.TreeBuilder;

/** {@code info}: prints everything about the node. */
final class InfoCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of().options(CommandOption.JSON);

    @Override
    public String name() {
        return "info";
    }

    @Override
    public String summary() {
        return "Prints everything about the node: its configuration and its state.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        if (call.node() instanceof Node.Root) {
            new StatusCommand().run(call);
            return;
        }
        ServedSnapshot snapshot = call.context().snapshot();
        NodePaths.existing(snapshot, call.node(), "");
        if (!call.json()) {
            call.print(call.node() + ": "
                    + new TreeBuilder(snapshot).build(call.node(), 0).summary());
        }
        Object configured = configured(snapshot.configuration(), call.node());
        Object state = state(snapshot, call.node());
        if (call.json()) {
            call.print(JsonOutput.write(new Told(configured, state)));
            return;
        }
        if (configured != null) {
            call.print(RecordLines.of("configured", configured));
        }
        if (state != null) {
            call.print(RecordLines.of("state", state));
        }
    }

    /** The state of a portal. */
    record Reached(String state, String why) {}

    /** The configuration and the state of a node. */
    private record Told(Object configured, Object state) {}

    private static Object configured(Configuration in, Node node) {
        return switch (node) {
            case Node.OneBackstore one -> in.backstore(one.id());
            case Node.OneTarget(String name) -> in.target(name);
            case Node.Group group -> NodeLookup.group(in, group);
            case Node.OneLun(Node.Group group, int lun) ->
                NodeLookup.group(in, group).lun(lun);
            case Node.OneAcl acl -> NodeLookup.acl(in, acl);
            case Node.OneMappedLun(Node.OneAcl acl, int lun) ->
                NodeLookup.acl(in, acl).mappedLun(lun);
            case Node.OnePortal(var group, var portal) -> portal;
            case Node.Targets() -> in.discovery();
            default -> null;
        };
    }

    private static Object state(ServedSnapshot in, Node node) {
        return switch (node) {
            case Node.OneBackstore one -> backstore(in, one.id());
            case Node.OneLun(Node.Group group, int lun) ->
                backstore(
                        in, NodeLookup.group(in.configuration(), group).lun(lun).backstore());
            case Node.Group group ->
                in.state().groups().stream()
                        .filter(state -> state.target().equals(group.target()) && state.tag() == group.tag())
                        .findFirst()
                        .orElse(null);
            case Node.OnePortal(Node.Group group, var portal) -> {
                PortalState waiting = in.state().waiting(new Node.OnePortal(group, portal));
                yield waiting == null ? new Reached("listening", null) : new Reached("waiting", waiting.why());
            }
            case Node.OneSession(int number) ->
                in.state().sessions().stream()
                        .filter(session -> session.number() == number)
                        .findFirst()
                        .orElse(null);
            default -> null;
        };
    }

    private static Object backstore(ServedSnapshot in, String id) {
        Backstore backstore = in.configuration().backstore(id);
        return backstore == null
                ? null
                : in.state().backstores().stream()
                        .filter(state -> state.id().equals(id))
                        .findFirst()
                        .orElse(null);
    }
}
