package dev.sluice.shell;

import dev.sluice.shell.builtin.Builtins;
import dev.sluice.shell.command.ShellContext;
import dev.sluice.shell.view.OutputStyle;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/** A shell with recorded output. */
final class ShellFixture {
    static final String IQN = "iqn.2026-11.com.example:disk1";
    static final String INITIATOR = "iqn.1990-07.com.redhat:f1fe809fef89";
    static final String GROUP = "/iscsi/" + IQN + "/tpg1";

    final FakeAdministration daemon = new FakeAdministration();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    final ShellContext context = new ShellContext("1.2.3", daemon, new PrintWriter(out), OutputStyle.PLAIN);
    final Shell shell = new Shell(context, Builtins.all(), new PrintWriter(err));
    LineOutcome outcome;

    ShellFixture() {
        context.directory(Path.of("/srv"));
    }

    /** Runs a line; returns its output, followed by its error messages. */
    List<String> run(String line) {
        outcome = shell.run("", line);
        return printed();
    }

    /** Returns the lines printed since the last call. */
    List<String> printed() {
        context.out().flush();
        String text = out.toString() + err;
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return text.lines().toList();
    }

    /** Creates the disk, target and ACL of the tutorial. */
    ShellFixture withDisk() {
        run("/backstores/block create lun0 /dev/sdb");
        run("/iscsi create " + IQN);
        run(GROUP + "/luns create /backstores/block/lun0");
        run(GROUP + "/acls create " + INITIATOR);
        return this;
    }
}
