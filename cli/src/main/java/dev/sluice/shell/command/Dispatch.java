package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.api.Refusal.Reason;
import dev.sluice.config.Node;
import dev.sluice.shell.line.Line;
import dev.sluice.shell.line.UsageError;
import java.util.List;

/** Finds the command of a line, and has it done. */
public final class Dispatch {
    private static final List<String> HELP = List.of("--help", "-h");

    private Dispatch() {}

    /**
     * Does what a line says. A path alone goes there.
     *
     * @throws UsageError if it is not understood
     * @throws Refusal if it is understood, and not done
     */
    public static void run(Context context, Line line) throws UsageError, Refusal {
        context.snapshot().forget();
        if (line.isEmpty()) {
            return;
        }
        Node here = context.places().here();
        Node node = line.path() == null ? here : NodePaths.resolve(here, line.path());
        if (line.command() == null) {
            CdCommand.go(context, node, line.path());
            return;
        }
        ShellCommand command = Commands.named(line.command());
        if (command == null) {
            throw new UsageError(Commands.unknown(line.command(), node));
        }
        if (line.words().stream().anyMatch(word -> HELP.contains(word.text()))) {
            HelpCommand.one(new CommandCall(context, node, null), command.name());
            return;
        }
        CommandSyntax syntax = command.syntax(node);
        if (syntax == null) {
            NodePaths.existing(context.snapshot(), node, line.path() == null ? "" : line.path());
            throw new UsageError(Commands.notHere(command, node));
        }
        String advice = ForeignCommands.words(command, line.words());
        if (advice != null) {
            throw new UsageError(advice);
        }
        Arguments arguments = syntax.bind(command.name(), line.words());
        try {
            command.run(new CommandCall(context, node, arguments));
        } catch (Refusal refusal) {
            if (refusal.reason() == Reason.NOT_FOUND) {
                context.snapshot().forget();
                NodePaths.existing(context.snapshot(), node, line.path() == null ? "" : line.path());
            }
            throw refusal;
        }
    }
}
