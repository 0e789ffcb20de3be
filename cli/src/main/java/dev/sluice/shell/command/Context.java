package dev.sluice.shell.command;

import dev.sluice.api.Administration;
import dev.sluice.config.Node;
import dev.sluice.shell.view.OutputStyle;
import dev.sluice.shell.view.Snapshot;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Where a shell is and what it works with. Confined to the thread that runs its lines. */
public final class Context {
    private final Administration administration;
    private final Snapshot snapshot;
    private final NodeHistory places = new NodeHistory();
    private final PrintWriter out;
    private final String program;
    private OutputStyle look;
    private Confirmation asker;
    private Path directory = Path.of("").toAbsolutePath();
    private boolean ended;

    /**
     * @param program the version of the shell's program
     * @param administration what is asked and changed
     * @param out where answers go
     */
    public Context(String program, Administration administration, PrintWriter out, OutputStyle look) {
        this.program = program;
        this.administration = administration;
        this.snapshot = new Snapshot(administration);
        this.out = out;
        this.look = look;
    }

    public Administration administration() {
        return administration;
    }

    /** What is served, as it was when this line first asked. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** The current node and those before it. */
    public NodeHistory places() {
        return places;
    }

    public PrintWriter out() {
        return out;
    }

    public String program() {
        return program;
    }

    public OutputStyle look() {
        return look;
    }

    public void look(OutputStyle value) {
        look = value;
    }

    /** Somebody who can be asked, or null. */
    public Confirmation asker() {
        return asker;
    }

    public void asker(Confirmation value) {
        asker = value;
    }

    /** What relative paths of files begin at. */
    public Path directory() {
        return directory;
    }

    public void directory(Path value) {
        directory = value;
    }

    /** Whether there shall be no further line. */
    public boolean hasEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }

    /** The node that a path of the tree says from here; that there is one is not checked. */
    public Node at(String path) throws dev.sluice.shell.line.UsageError {
        return NodePaths.resolve(places.here(), path);
    }
}
