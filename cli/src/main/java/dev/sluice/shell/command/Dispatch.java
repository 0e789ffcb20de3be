package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.api.Refusal.Reason;
import dev.sluice.config.Node;
import dev.sluice.shell.line.Line;
import dev.sluice.shell.line.Mistake;
import java.util.List;

/** Finds the command of a line, and has it done. */
public final class Dispatch {
    private static final List<String> HELP = List.of("--help", "-h");

    private Dispatch() {}

    /**
     * Does what a line says. A path alone goes there.
     *
     * @throws Mistake if it is not understood
     * @throws Refusal if it is understood, and not done
     */
    public static void run(Context context, Line line) throws Mistake, Refusal {
        context.snapshot().forget();
        if (line.isEmpty()) {
            return;
        }
        Node here = context.places().here();
        Node node = line.path() == null ? here : Paths.resolve(here, line.path());
        if (line.command() == null) {
            Cd.go(context, node, line.path());
            return;
        }
        Command command = Commands.named(line.command());
        if (command == null) {
            throw new Mistake(Commands.unknown(line.command(), node));
        }
        if (line.words().stream().anyMatch(word -> HELP.contains(word.text()))) {
            Help.one(new Call(context, node, null), command.name());
            return;
        }
        Syntax syntax = command.syntax(node);
        if (syntax == null) {
            Paths.existing(context.snapshot(), node, line.path() == null ? "" : line.path());
            throw new Mistake(Commands.notHere(command, node));
        }
        String advice = Habits.words(command, line.words());
        if (advice != null) {
            throw new Mistake(advice);
        }
        Arguments arguments = syntax.bind(command.name(), line.words());
        try {
            command.run(new Call(context, node, arguments));
        } catch (Refusal refusal) {
            if (refusal.reason() == Reason.NOT_FOUND) {
                context.snapshot().forget();
                Paths.existing(context.snapshot(), node, line.path() == null ? "" : line.path());
            }
            throw refusal;
        }
    }
}
