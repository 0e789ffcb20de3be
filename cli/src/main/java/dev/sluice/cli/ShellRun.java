package dev.sluice.cli;

import dev.sluice.api.Administration;
import dev.sluice.shell.LineOutcome;
import dev.sluice.shell.ScriptRunner;
import dev.sluice.shell.Shell;
import dev.sluice.shell.builtin.Builtins;
import dev.sluice.shell.command.ShellContext;
import dev.sluice.shell.line.Line;
import dev.sluice.shell.terminal.InteractiveShell;
import dev.sluice.shell.terminal.TerminalStreams;
import dev.sluice.shell.view.OutputStyle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The shell in its three forms: one line, a script, a terminal. */
final class ShellRun {
    private static final String COMPLAINT = "sluice: ";

    private final Administration administration;
    private final ShellOptions options;
    private final PrintWriter out;
    private final PrintWriter err;
    private final InputStream in;

    ShellRun(Administration administration, ShellOptions options, InputStream in, PrintWriter out, PrintWriter err) {
        this.administration = administration;
        this.options = options;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    LineOutcome run() throws IOException {
        List<String> words = options.words();
        boolean coloured = options.coloured(System.getenv());
        if (options.readsInput() || words.isEmpty() && !TerminalStreams.is(TerminalStreams.INPUT)) {
            return script();
        }
        return words.isEmpty()
                ? InteractiveShell.run(terminal -> shell(terminal.writer(), terminal.writer()), coloured)
                : line(words);
    }

    private LineOutcome script() throws IOException {
        return new ScriptRunner(shell(out, err), options.keepsGoing())
                .run(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    }

    private LineOutcome line(List<String> words) {
        Shell shell = shell(out, err);
        boolean isWhole = words.size() == 1 && words.getFirst().indexOf(' ') >= 0;
        if (TerminalStreams.is(TerminalStreams.OUTPUT)) {
            shell.context()
                    .style(new OutputStyle(
                            options.coloured(System.getenv()), TerminalStreams.width(OutputStyle.PLAIN.width())));
            if (TerminalStreams.is(TerminalStreams.INPUT)) {
                shell.context().confirmation(this::confirm);
            }
        }
        return isWhole ? shell.run(COMPLAINT, words.getFirst()) : shell.run(COMPLAINT, words);
    }

    private boolean confirm(String question) {
        err.print(question + " [y/N] ");
        err.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return answer != null
                    && (answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Shell shell(PrintWriter answers, PrintWriter complaints) {
        return new Shell(
                new ShellContext(ProgramVersion.current(), administration, answers, OutputStyle.PLAIN),
                Builtins.all(),
                complaints);
    }

    /**
     * True if a word begins a line of the shell, or is one: {@code sluice "/iscsi create"}. An option is false, even with a path in
     * it.
     */
    static boolean isLine(String word) {
        String first = word.strip().split(" ", 2)[0];
        return word.equals("-")
                || !first.startsWith("-")
                        && (Line.isPath(first) || Builtins.all().named(first) != null);
    }
}
