package dev.sluice.shell.builtin;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.NodePaths;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.command.ShellContext;
import dev.sluice.shell.command.ValueProposals;
import dev.sluice.shell.completion.NodeProposals;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.JsonOutput;
import dev.sluice.shell.view.TreeBuilder;
import dev.sluice.shell.view.TreeItem;
import dev.sluice.shell.view.TreePainter;

/** {@code ls}: draws the tree. */
final class LsCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(
                    CommandParameter.optional(
                            "path", "the node at the top of the tree; default: the current node", NodeProposals.PATHS),
                    CommandParameter.optional("depth", "the number of levels; default: all", ValueProposals.NONE))
            .options(CommandOption.JSON);

    @Override
    public String name() {
        return "ls";
    }

    @Override
    public String summary() {
        return "Draws the tree, with sizes, states and sessions.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        ShellContext context = call.context();
        String path = call.arguments().text("path");
        Node node = path == null ? call.node() : NodePaths.resolve(call.node(), path);
        NodePaths.existing(context.snapshot(), node, path == null ? "" : path);
        Integer depth = call.arguments().number("depth", "");
        TreeItem tree = new TreeBuilder(context.snapshot()).build(node, depth == null ? Integer.MAX_VALUE : depth);
        if (call.json()) {
            call.print(JsonOutput.write(tree));
        } else {
            new TreePainter(context.style(), context.out()).paint(tree);
        }
    }
}
