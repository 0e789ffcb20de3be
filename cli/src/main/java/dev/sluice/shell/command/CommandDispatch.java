package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.api.Refusal.Reason;
import dev.sluice.api.http.ApiUnreachable;
import dev.sluice.config.Node;
import dev.sluice.shell.foreign.ForeignCommands;
import dev.sluice.shell.line.Line;
import dev.sluice.shell.line.UnknownPath;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.NodeLookup;
import java.util.List;

/** Finds the command of a line and runs it. Confined to the thread that runs the lines. */
public final class CommandDispatch {
    private static final List<String> HELP = List.of("--help", "-h");

    private final ShellCommands commands;
    private final ShellContext context;

    public CommandDispatch(ShellCommands commands, ShellContext context) {
        this.commands = commands;
        this.context = context;
    }

    /**
     * Runs a line. A path alone goes to its node.
     *
     * @throws UsageError if the line is wrong
     * @throws Refusal if the daemon refuses, or the command fails
     */
    public void run(Line line) throws UsageError, Refusal {
        try {
            dispatch(line);
        } catch (UnknownPath e) {
            throw new UsageError(e.getMessage() + blankBeforeCommand(e.path()));
        }
    }

    private void dispatch(Line line) throws UsageError, Refusal {
        context.snapshot().forget();
        if (line.isEmpty()) {
            return;
        }
        Node here = context.history().here();
        Node node = line.path() == null ? here : NodePaths.resolve(here, line.path());
        if (line.command() == null) {
            context.go(node, line.path());
            return;
        }
        ShellCommand command = commands.named(line.command());
        if (command == null) {
            throw error(commands.unknown(line.command(), node), () -> adviceOfNode(node, line.command()));
        }
        if (line.words().stream().anyMatch(word -> HELP.contains(word.text()))) {
            CommandHelp.of(command, node).forEach(context.out()::println);
            return;
        }
        String path = line.path() == null ? "" : line.path();
        CommandSyntax syntax = command.syntax(node);
        if (syntax == null) {
            throw error(ShellCommands.notHere(command, node), () -> {
                NodePaths.existing(context.snapshot(), node, path);
                return null;
            });
        }
        String advice = ForeignCommands.words(command.name(), line.words());
        if (advice != null) {
            throw new UsageError(advice);
        }
        Arguments arguments = syntax.bind(command.name(), line.words());
        try {
            command.run(new CommandCall(context, node, arguments));
        } catch (Refusal refusal) {
            if (refusal.reason() == Reason.NOT_FOUND) {
                context.snapshot().forget();
                NodePaths.existing(context.snapshot(), node, path);
            }
            throw refusal;
        }
    }

    /** A search of the tree for a better message. */
    private interface Advice {
        /** Returns null if there is no better message. */
        String find() throws UsageError;
    }

    /** Returns the error of a wrong line. If no daemon answers, the message says both. */
    private static UsageError error(String message, Advice advice) throws UsageError {
        try {
            String better = advice.find();
            return new UsageError(better == null ? message : better);
        } catch (ApiUnreachable e) {
            return new UsageError(message + " (" + e.getMessage() + ")");
        }
    }

    /** Returns advice if the node has a child of that label, as in a line {@code luns create} without the slash; else null. */
    private String adviceOfNode(Node node, String label) {
        boolean isChild = NodeLookup.children(context.snapshot(), node).stream()
                .anyMatch(child -> child.label().equals(label));
        return isChild
                ? "'" + label + "' is a node, not a command: write " + label + "/ COMMAND, or " + label
                        + "/ to go there"
                : null;
    }

    /** Returns advice for a path that ends with a command, as in {@code /iscsi/ls}; else an empty text. */
    private String blankBeforeCommand(String path) {
        int slash = path.lastIndexOf('/');
        String last = path.substring(slash + 1);
        return slash >= 0 && commands.named(last) != null
                ? ". Write a blank before the command: " + (slash == 0 ? "/" : path.substring(0, slash)) + " " + last
                : "";
    }
}
