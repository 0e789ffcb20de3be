package dev.sluice.shell;

import java.io.BufferedReader;
import java.io.IOException;

/** Runs the lines of a text, in their order. */
public final class Script {
    private final Shell shell;
    private final boolean keepGoing;

    /** @param keepGoing whether lines after one that failed are run, too */
    public Script(Shell shell, boolean keepGoing) {
        this.shell = shell;
        this.keepGoing = keepGoing;
    }

    /** Runs all of them, or those up to the first that fails; the first outcome that is not {@link Outcome#DONE}. */
    public Outcome run(BufferedReader lines) throws IOException {
        Outcome outcome = Outcome.DONE;
        int number = 0;
        while (!shell.context().hasEnded()) {
            String line = lines.readLine();
            if (line == null) {
                break;
            }
            number++;
            Outcome one = shell.run("line " + number + ": ", line);
            if (one == Outcome.DONE) {
                continue;
            }
            outcome = outcome == Outcome.DONE ? one : outcome;
            if (!keepGoing) {
                break;
            }
        }
        return outcome;
    }
}
