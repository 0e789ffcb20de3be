package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.Sizes;
import java.util.ArrayList;
import java.util.List;

/** {@code resize}: gives a backstore another size. */
final class ResizeCommand implements ShellCommand {
    private static final CommandParameter SIZE =
            CommandParameter.required("size", "the new size, as in 30G", ValueProposals.NONE);

    @Override
    public String name() {
        return "resize";
    }

    @Override
    public String summary() {
        return "Gives a backstore another size, and tells its initiators.";
    }

    @Override
    public String details() {
        return "A backstore becomes smaller with --force only: what lies beyond its new end is lost.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        CommandSyntax syntax =
                switch (node) {
                    case Node.OneBackstore one -> CommandSyntax.of(SIZE);
                    case Node.BackstoresOf of ->
                        CommandSyntax.of(
                                CommandParameter.required(
                                        "storage_object", "the backstore", ParameterProposals.CHILDREN),
                                SIZE);
                    case Node.Root(), Node.Backstores() ->
                        CommandSyntax.of(
                                CommandParameter.required(
                                        "storage_object", "the backstore", ParameterProposals.BACKSTORES),
                                SIZE);
                    default -> null;
                };
        return syntax == null ? null : syntax.options(CommandCall.FORCE, CommandCall.DRY_RUN, CommandCall.JSON);
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        Node.OneBackstore backstore = backstore(call);
        long size = call.arguments().size("size");
        call.change(force -> List.of(new dev.sluice.config.change.ResizeBackstore(backstore, size, force)));
        if (!call.dryRun() && !call.json()) {
            call.say(backstore + " has " + Sizes.format(size) + " now.");
        }
    }

    private static Node.OneBackstore backstore(CommandCall call) throws UsageError {
        String typed = call.arguments().text("storage_object");
        return switch (call.node()) {
            case Node.OneBackstore one -> one;
            case Node.BackstoresOf(var type) when typed.indexOf('/') < 0 -> new Node.OneBackstore(type, typed);
            default -> {
                List<dev.sluice.config.change.Change> needed = new ArrayList<>();
                String id = BackstoreReferences.find(call, typed, needed);
                if (!needed.isEmpty()) {
                    throw new UsageError("there is no backstore on " + typed + ": write the path of one, as"
                            + " /backstores/fileio/NAME");
                }
                yield (Node.OneBackstore) NodePaths.resolve(new Node.Backstores(), id);
            }
        };
    }
}
