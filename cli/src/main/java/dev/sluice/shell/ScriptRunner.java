package dev.sluice.shell;

import java.io.BufferedReader;
import java.io.IOException;

/** Runs the lines of a text, in their order. */
public final class ScriptRunner {
    private final Shell shell;
    private final boolean keepGoing;

    /** @param keepGoing whether lines after one that failed are run, too */
    public ScriptRunner(Shell shell, boolean keepGoing) {
        this.shell = shell;
        this.keepGoing = keepGoing;
    }

    /** Runs all of them, or those up to the first that fails; the first outcome that is not {@link LineOutcome#DONE}. */
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
