package dev.sluice.shell.builtin;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.ResizeBackstore;
import dev.sluice.shell.argument.BackstoreArgument;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.NodePaths;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.command.ValueProposals;
import dev.sluice.shell.completion.NodeProposals;
import dev.sluice.shell.line.UsageError;
import dev.sluice.text.ByteSize;
import java.util.ArrayList;
import java.util.List;

/** {@code resize}: changes the size of a backstore. */
final class ResizeCommand implements ShellCommand {
    private static final CommandParameter SIZE =
            CommandParameter.required("size", "the new size, as in 30G", ValueProposals.NONE);

    @Override
    public String name() {
        return "resize";
    }

    @Override
    public String summary() {
        return "Changes the size of a backstore, and informs its initiators.";
    }

    @Override
    public String details() {
        return "A smaller size needs --force: the data beyond the new end are lost.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        CommandSyntax syntax =
                switch (node) {
                    case Node.OneBackstore one -> CommandSyntax.of(SIZE);
                    case Node.BackstoresOf of ->
                        CommandSyntax.of(
                                CommandParameter.required("storage_object", "the backstore", NodeProposals.CHILDREN),
                                SIZE);
                    case Node.Root(), Node.Backstores() ->
                        CommandSyntax.of(
                                CommandParameter.required("storage_object", "the backstore", NodeProposals.BACKSTORES),
                                SIZE);
                    default -> null;
                };
        return syntax == null ? null : syntax.options(CommandOption.FORCE, CommandOption.DRY_RUN, CommandOption.JSON);
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        Node.OneBackstore backstore = backstore(call);
        long size = call.arguments().size("size");
        call.change(force -> List.of(new ResizeBackstore(backstore, size, force)));
        if (!call.dryRun() && !call.json()) {
            call.print(backstore + " has a size of " + ByteSize.rounded(size) + " now.");
        }
    }

    private static Node.OneBackstore backstore(CommandCall call) throws UsageError {
        String typed = call.arguments().text("storage_object");
        return switch (call.node()) {
            case Node.OneBackstore one -> one;
            case Node.BackstoresOf(var type) when typed.indexOf('/') < 0 -> new Node.OneBackstore(type, typed);
            default -> {
                List<Change> needed = new ArrayList<>();
                String id = BackstoreArgument.find(call, typed, needed);
                if (!needed.isEmpty()) {
                    throw new UsageError("there is no backstore on " + typed + ": write the path of one, as"
                            + " /backstores/fileio/NAME");
                }
                yield (Node.OneBackstore) NodePaths.resolve(new Node.Backstores(), id);
            }
        };
    }
}
