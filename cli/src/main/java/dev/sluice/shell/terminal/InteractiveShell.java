package dev.sluice.shell.terminal;

import dev.sluice.api.DaemonStatus;
import dev.sluice.api.http.ApiUnreachable;
import dev.sluice.shell.LineOutcome;
import dev.sluice.shell.Shell;
import dev.sluice.shell.command.ShellContext;
import dev.sluice.shell.completion.Completion;
import dev.sluice.shell.view.OutputStyle;
import java.io.IOException;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Reads lines from a terminal and runs them, until the user leaves. */
public final class InteractiveShell {
    /** A pattern for lines with a secret, which do not go into the history. */
    private static final String SECRETS = "*password=*";

    private final Terminal terminal;
    private final boolean colours;
    private final LineReader questions;

    /** Opens a shell that writes to the terminal. */
    public interface Opening {
        Shell open(Terminal terminal);
    }

    private InteractiveShell(Terminal terminal, boolean colours) {
        this.terminal = terminal;
        this.colours = colours && !terminal.getType().startsWith(Terminal.TYPE_DUMB);
        this.questions = LineReaderBuilder.builder()
                .terminal(terminal)
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    /**
     * Runs lines until the end of input or {@code exit}.
     *
     * @param colours true to use colours
     * @return the outcome of the shell itself, whatever its lines did
     */
    public static LineOutcome run(Opening opening, boolean colours) throws IOException {
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            return run(terminal, opening, colours, HistoryFile.prepare(System.getenv()));
        }
    }

    /** @param history the file for the history, or null */
    static LineOutcome run(Terminal terminal, Opening opening, boolean colours, Path history) {
        return new InteractiveShell(terminal, colours).loop(opening.open(terminal), history);
    }

    private LineOutcome loop(Shell shell, Path history) {
        ShellContext context = shell.context();
        context.confirmation(this::confirm);
        context.style(style());
        if (shell.run("", "version") == LineOutcome.UNREACHABLE) {
            return LineOutcome.UNREACHABLE;
        }
        context.out().println("For help on commands, type 'help'.");
        LineReader reader = reader(shell.completion(), history);
        while (!context.hasEnded()) {
            try {
                String line = reader.readLine(Prompt.of(context.history().here()));
                context.style(style());
                shell.run("", line);
            } catch (UserInterruptException e) {
                // Ctrl-C discards the line
            } catch (EndOfFileException e) {
                break;
            }
        }
        farewell(context);
        return LineOutcome.DONE;
    }

    private OutputStyle style() {
        return new OutputStyle(colours, terminal.getWidth() > 0 ? terminal.getWidth() : OutputStyle.PLAIN.width());
    }

    private LineReader reader(Completion completion, Path history) {
        DefaultParser parser = new DefaultParser();
        parser.setEofOnUnclosedQuote(false);
        parser.setEofOnEscapedNewLine(false);
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .appName("sluice")
                .terminal(terminal)
                .parser(parser)
                .completer(new ProposalCompleter(completion))
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.HISTORY_TIMESTAMPED, false)
                .variable(LineReader.HISTORY_IGNORE, SECRETS);
        if (history != null) {
            builder.variable(LineReader.HISTORY_FILE, history);
        }
        return builder.build();
    }

    private boolean confirm(String question) {
        try {
            String answer = questions.readLine(question + " [y/N] ").strip();
            return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
        } catch (UserInterruptException | EndOfFileException e) {
            return false;
        }
    }

    private static void farewell(ShellContext context) {
        try {
            DaemonStatus status = context.administration().status();
            if (status.unsavedChanges()) {
                context.out().println("There are unsaved changes: 'sluice saveconfig' saves them.");
            }
        } catch (ApiUnreachable e) {
            // without an answer of the daemon there is nothing to report
        }
        context.out().flush();
    }
}
