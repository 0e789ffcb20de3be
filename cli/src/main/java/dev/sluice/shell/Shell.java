package dev.sluice.shell;

import dev.sluice.api.Refusal;
import dev.sluice.api.http.ApiUnreachable;
import dev.sluice.shell.command.CommandDispatch;
import dev.sluice.shell.command.ShellCommands;
import dev.sluice.shell.command.ShellContext;
import dev.sluice.shell.completion.Completion;
import dev.sluice.shell.line.Line;
import dev.sluice.shell.line.UsageError;
import java.io.PrintWriter;
import java.util.List;

/** Runs lines and prints their errors. Confined to the thread that reads the lines. */
public final class Shell {
    private final ShellContext context;
    private final ShellCommands commands;
    private final CommandDispatch dispatch;
    private final PrintWriter err;

    /**
     * @param commands the commands that lines may contain
     * @param err the output of error messages
     */
    public Shell(ShellContext context, ShellCommands commands, PrintWriter err) {
        this.context = context;
        this.commands = commands;
        this.dispatch = new CommandDispatch(commands, context);
        this.err = err;
    }

    public ShellContext context() {
        return context;
    }

    /** Returns a completion of lines for this shell. */
    public Completion completion() {
        return new Completion(context, commands);
    }

    /**
     * Runs a line.
     *
     * @param prefix the beginning of its error messages
     */
    public LineOutcome run(String prefix, String line) {
        return run(prefix, () -> Line.parse(line));
    }

    /** Runs a line that is separated into words already. */
    public LineOutcome run(String prefix, List<String> words) {
        return run(prefix, () -> Line.of(words));
    }

    /** The source of a line. */
    private interface Source {
        Line line() throws UsageError;
    }

    private LineOutcome run(String prefix, Source source) {
        try {
            dispatch.run(source.line());
            return LineOutcome.DONE;
        } catch (UsageError e) {
            printError(prefix, e.getMessage());
            return LineOutcome.USAGE_ERROR;
        } catch (Refusal e) {
            printError(prefix, e.getMessage());
            if (!isRepeated(e)) {
                e.details().forEach(detail -> err.println("  " + text(detail)));
            }
            return LineOutcome.FAILED;
        } catch (ApiUnreachable e) {
            printError(prefix, e.getMessage());
            return LineOutcome.UNREACHABLE;
        } finally {
            context.out().flush();
            err.flush();
        }
    }

    /** True if the details repeat the message: a single one, in the same words or a part of them, without a place in a file. */
    private static boolean isRepeated(Refusal refusal) {
        return refusal.details().size() == 1
                && refusal.details().getFirst().line() == 0
                && refusal.getMessage().contains(refusal.details().getFirst().message());
    }

    private void printError(String prefix, String message) {
        context.out().flush();
        err.println(context.style().bad(prefix) + message);
    }

    private static String text(Refusal.Detail detail) {
        String place = detail.line() > 0 ? "line " + detail.line() + ", column " + detail.column() + ": " : "";
        String pointer = detail.pointer() == null || detail.pointer().isEmpty() ? "" : detail.pointer() + ": ";
        return place + pointer + detail.message();
    }
}
