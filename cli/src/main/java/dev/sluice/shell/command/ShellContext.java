package dev.sluice.shell.command;

import dev.sluice.api.Administration;
import dev.sluice.config.Node;
import dev.sluice.shell.line.UnknownPath;
import dev.sluice.shell.view.OutputStyle;
import dev.sluice.shell.view.ServedSnapshot;
import java.io.PrintWriter;
import java.nio.file.Path;

/** The state of a shell: its daemon, its current node, its output. Confined to the thread that runs its lines. */
public final class ShellContext {
    private final Administration administration;
    private final ServedSnapshot snapshot;
    private final NodeHistory history = new NodeHistory();
    private final PrintWriter out;
    private final String program;
    private OutputStyle style;
    private Confirmation confirmation;
    private Path directory = Path.of("").toAbsolutePath();
    private boolean ended;

    /**
     * @param program the version of the shell's program
     * @param administration the daemon
     * @param out the output of the commands
     */
    public ShellContext(String program, Administration administration, PrintWriter out, OutputStyle style) {
        this.program = program;
        this.administration = administration;
        this.snapshot = new ServedSnapshot(administration);
        this.out = out;
        this.style = style;
    }

    public Administration administration() {
        return administration;
    }

    /** The configuration and state of the daemon, as they were when the current line first read them. */
    public ServedSnapshot snapshot() {
        return snapshot;
    }

    /** The current node and the nodes visited before it. */
    public NodeHistory history() {
        return history;
    }

    public PrintWriter out() {
        return out;
    }

    public String program() {
        return program;
    }

    public OutputStyle style() {
        return style;
    }

    public void style(OutputStyle value) {
        style = value;
    }

    /** Asks the user yes or no; null where there is no user to ask. */
    public Confirmation confirmation() {
        return confirmation;
    }

    public void confirmation(Confirmation value) {
        confirmation = value;
    }

    /** The directory at which relative paths of files begin. */
    public Path directory() {
        return directory;
    }

    public void directory(Path value) {
        directory = value;
    }

    /** True after {@code exit}: no further line is run. */
    public boolean hasEnded() {
        return ended;
    }

    public void end() {
        ended = true;
    }

    /**
     * Makes a node the current one.
     *
     * @param typed the path as it was typed
     * @throws UnknownPath if the node does not exist
     */
    public void go(Node node, String typed) throws UnknownPath {
        history.go(NodePaths.existing(snapshot, node, typed));
    }
}
