package dev.sluice.shell.builtin;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.NodePaths;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.command.ShellContext;
import dev.sluice.shell.completion.NodeProposals;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.NodeLookup;

/** {@code cd}: goes to a node. */
final class CdCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(CommandParameter.optional(
            "path", "the path of the node; < goes back, > forward; default: the root", NodeProposals.PATHS));

    @Override
    public String name() {
        return "cd";
    }

    @Override
    public String summary() {
        return "Goes to another node; cd < goes back, cd > forward again.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        String path = call.arguments().text("path");
        ShellContext context = call.context();
        switch (path) {
            case null -> context.history().go(new Node.Root());
            case "<" -> walk(call, context.history()::back, "beginning");
            case ">" -> walk(call, context.history()::forward, "end");
            default -> context.go(NodePaths.resolve(call.node(), path), path);
        }
    }

    private static void walk(CommandCall call, java.util.function.BooleanSupplier step, String end) {
        ShellContext context = call.context();
        do {
            if (!step.getAsBoolean()) {
                call.print("This is the " + end + " of the history.");
                break;
            }
        } while (!NodeLookup.exists(context.snapshot(), context.history().here()));
        if (!NodeLookup.exists(context.snapshot(), context.history().here())) {
            context.history().go(new Node.Root());
        }
        call.print("Taking you to " + context.history().here() + ".");
    }
}
