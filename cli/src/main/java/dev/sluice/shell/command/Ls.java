package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.Mistake;
import dev.sluice.shell.view.Json;
import dev.sluice.shell.view.TreeBuilder;
import dev.sluice.shell.view.TreeItem;
import dev.sluice.shell.view.TreePainter;

/** {@code ls}: draws the tree. */
final class Ls implements Command {
    private static final Syntax SYNTAX = Syntax.of(
                    Parameter.optional("path", "where the tree begins; the current node unless given", Proposals.PATHS),
                    Parameter.optional("depth", "how many levels are shown; all unless given", Values.NONE))
            .options(Call.JSON);

    @Override
    public String name() {
        return "ls";
    }

    @Override
    public String summary() {
        return "Draws the tree, with sizes, states and sessions.";
    }

    @Override
    public Syntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(Call call) throws Mistake, Refusal {
        Context context = call.context();
        String path = call.arguments().text("path");
        Node node = path == null ? call.node() : Paths.resolve(call.node(), path);
        Paths.existing(context.snapshot(), node, path == null ? "" : path);
        Integer depth = call.arguments().number("depth", "");
        TreeItem tree = new TreeBuilder(context.snapshot()).build(node, depth == null ? Integer.MAX_VALUE : depth);
        if (call.json()) {
            call.say(Json.write(tree));
        } else {
            new TreePainter(context.look(), context.out()).paint(tree);
        }
    }
}
