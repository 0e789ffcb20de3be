package dev.sluice.shell;

import dev.sluice.api.Refusal;
import dev.sluice.api.http.ApiUnreachable;
import dev.sluice.shell.command.Context;
import dev.sluice.shell.command.Dispatch;
import dev.sluice.shell.line.Line;
import dev.sluice.shell.line.UsageError;
import java.io.PrintWriter;
import java.util.List;

/** Runs lines. Confined to the thread that reads them. */
public final class Shell {
    private final Context context;
    private final PrintWriter err;

    /** @param err where complaints go */
    public Shell(Context context, PrintWriter err) {
        this.context = context;
        this.err = err;
    }

    public Context context() {
        return context;
    }

    /**
     * Runs a line.
     *
     * @param prefix what its complaints begin with
     */
    public LineOutcome run(String prefix, String line) {
        return run(prefix, () -> Line.parse(line));
    }

    /** Runs a line whose words somebody else has separated. */
    public LineOutcome run(String prefix, List<String> words) {
        return run(prefix, () -> Line.of(words));
    }

    /** Somewhere that a line comes from. */
    private interface Source {
        Line line() throws UsageError;
    }

    private LineOutcome run(String prefix, Source source) {
        try {
            Dispatch.run(context, source.line());
            return LineOutcome.DONE;
        } catch (UsageError e) {
            complain(prefix, e.getMessage());
            return LineOutcome.MISTAKEN;
        } catch (Refusal e) {
            complain(prefix, e.getMessage());
            if (!isSaid(e)) {
                e.details().forEach(detail -> err.println("  " + Shell.text(detail)));
            }
            return LineOutcome.FAILED;
        } catch (ApiUnreachable e) {
            complain(prefix, e.getMessage());
            return LineOutcome.UNREACHABLE;
        } finally {
            context.out().flush();
            err.flush();
        }
    }

    /** Whether the details add nothing: one, of the same words or a part of them, and not of a line in a file. */
    private static boolean isSaid(Refusal refusal) {
        return refusal.details().size() == 1
                && refusal.details().getFirst().line() == 0
                && refusal.getMessage().contains(refusal.details().getFirst().message());
    }

    private void complain(String prefix, String message) {
        context.out().flush();
        err.println(context.look().bad(prefix) + message);
    }

    private static String text(Refusal.Detail detail) {
        String place = detail.line() > 0 ? "line " + detail.line() + ", column " + detail.column() + ": " : "";
        String pointer = detail.pointer() == null || detail.pointer().isEmpty() ? "" : detail.pointer() + ": ";
        return place + pointer + detail.message();
    }
}
