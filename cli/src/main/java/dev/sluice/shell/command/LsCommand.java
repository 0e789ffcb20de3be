package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.JsonOutput;
import dev.sluice.shell.view.TreeBuilder;
import dev.sluice.shell.view.TreeItem;
import dev.sluice.shell.view.TreePainter;

/** {@code ls}: draws the tree. */
final class LsCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(
                    CommandParameter.optional(
                            "path", "where the tree begins; the current node unless given", ParameterProposals.PATHS),
                    CommandParameter.optional(
                            "depth", "how many levels are shown; all unless given", ValueProposals.NONE))
            .options(CommandCall.JSON);

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
        Context context = call.context();
        String path = call.arguments().text("path");
        Node node = path == null ? call.node() : NodePaths.resolve(call.node(), path);
        NodePaths.existing(context.snapshot(), node, path == null ? "" : path);
        Integer depth = call.arguments().number("depth", "");
        TreeItem tree = new TreeBuilder(context.snapshot()).build(node, depth == null ? Integer.MAX_VALUE : depth);
        if (call.json()) {
            call.say(JsonOutput.write(tree));
        } else {
            new TreePainter(context.look(), context.out()).paint(tree);
        }
    }
}
