package dev.sluice.shell;

import java.io.BufferedReader;
import java.io.IOException;

/** Runs the lines of a script, in their order. */
public final class ScriptRunner {
    private final Shell shell;
    private final boolean keepGoing;

    /** @param keepGoing true to run the lines after a failed one, too */
    public ScriptRunner(Shell shell, boolean keepGoing) {
        this.shell = shell;
        this.keepGoing = keepGoing;
    }

    /** Runs all lines, or the lines up to the first that fails; returns the first outcome that is not {@link LineOutcome#DONE}. */
    public LineOutcome run(BufferedReader lines) throws IOException {
        LineOutcome outcome = LineOutcome.DONE;
        int number = 0;
        while (!shell.context().hasEnded()) {
            String line = lines.readLine();
            if (line == null) {
                break;
            }
            number++;
            LineOutcome one = shell.run("line " + number + ": ", line);
            if (one == LineOutcome.DONE) {
                continue;
            }
            outcome = outcome == LineOutcome.DONE ? one : outcome;
            if (!keepGoing) {
                break;
            }
        }
        return outcome;
    }
}
