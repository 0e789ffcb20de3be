package dev.sluice.shell.builtin;

import dev.sluice.api.DaemonStatus;
import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.NodePaths;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.JsonOutput;
import dev.sluice.shell.view.TextTable;
import dev.sluice.shell.view.TreeBuilder;
import dev.sluice.shell.view.TreeItem;
import dev.sluice.text.TimeText;

/** {@code status}: prints the state of the node, or of the daemon. */
final class StatusCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of().options(CommandOption.JSON);

    @Override
    public String name() {
        return "status";
    }

    @Override
    public String summary() {
        return "Prints the state of the node; in /, the state of the daemon.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        if (call.node() instanceof Node.Root) {
            daemon(call);
            return;
        }
        NodePaths.existing(call.context().snapshot(), call.node(), "");
        TreeItem item = new TreeBuilder(call.context().snapshot()).build(call.node(), 0);
        call.print(call.json() ? JsonOutput.write(item) : "Status for " + call.node() + ": " + item.summary());
    }

    private static void daemon(CommandCall call) {
        DaemonStatus status = call.context().administration().status();
        if (call.json()) {
            call.print(JsonOutput.write(status));
            return;
        }
        call.print(new TextTable()
                .row("Daemon", "version " + status.program() + ", protocol " + status.protocol())
                .row("Since", TimeText.of(status.since()))
                .row(
                        "Serves",
                        count(status.backstores(), "backstore") + ", " + count(status.targets(), "target") + ", "
                                + count(status.sessions(), "session"))
                .row(
                        "Configuration",
                        status.configurationFile() + (status.unsavedChanges() ? ", with unsaved changes" : ", saved"))
                .row("Auto-save", status.autoSave() ? "on" : "off")
                .lines());
        status.warnings().forEach(warning -> call.print(call.context().style().bad("Warning: ") + warning));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
