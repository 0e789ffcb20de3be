package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.NodeCatalog;

/** {@code cd}: goes to a node. */
final class CdCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(CommandParameter.optional(
            "path", "where to; < and > go back and forth; the root unless given", ParameterProposals.PATHS));

    @Override
    public String name() {
        return "cd";
    }

    @Override
    public String summary() {
        return "Goes to another node; cd < goes back, cd > forth again.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        String path = call.arguments().text("path");
        Context context = call.context();
        switch (path) {
            case null -> context.places().go(new Node.Root());
            case "<" -> walk(call, context.places()::back, "beginning");
            case ">" -> walk(call, context.places()::forth, "end");
            default -> go(context, NodePaths.resolve(call.node(), path), path);
        }
    }

    /** As a line that is no more than a path does. */
    static void go(Context context, Node node, String typed) throws UsageError {
        context.places().go(NodePaths.existing(context.snapshot(), node, typed));
    }

    private static void walk(CommandCall call, java.util.function.BooleanSupplier step, String end) {
        Context context = call.context();
        do {
            if (!step.getAsBoolean()) {
                call.say("This is the " + end + " of the way that you came.");
                break;
            }
        } while (!NodeCatalog.exists(context.snapshot(), context.places().here()));
        if (!NodeCatalog.exists(context.snapshot(), context.places().here())) {
            context.places().go(new Node.Root());
        }
        call.say("Taking you to " + context.places().here() + ".");
    }
}
