package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.Mistake;
import dev.sluice.shell.view.Json;
import dev.sluice.shell.view.Table;
import dev.sluice.shell.view.TreeBuilder;
import dev.sluice.shell.view.TreeItem;

/** {@code status}: how the daemon is, or a node. */
final class Status implements Command {
    private static final Syntax SYNTAX = Syntax.of().options(Call.JSON);

    @Override
    public String name() {
        return "status";
    }

    @Override
    public String summary() {
        return "Tells how the node is; in / how the daemon is.";
    }

    @Override
    public Syntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(Call call) throws Mistake, Refusal {
        if (call.node() instanceof Node.Root) {
            daemon(call);
            return;
        }
        Paths.existing(call.context().snapshot(), call.node(), "");
        TreeItem item = new TreeBuilder(call.context().snapshot()).build(call.node(), 0);
        call.say(call.json() ? Json.write(item) : "Status for " + call.node() + ": " + item.summary());
    }

    private static void daemon(Call call) {
        dev.sluice.api.Status status = call.context().administration().status();
        if (call.json()) {
            call.say(Json.write(status));
            return;
        }
        call.say(new Table()
                .row("Daemon", "version " + status.program() + ", protocol " + status.protocol())
                .row("Since", Times.format(status.since()))
                .row(
                        "Serves",
                        count(status.backstores(), "backstore") + ", " + count(status.targets(), "target") + ", "
                                + count(status.sessions(), "session"))
                .row(
                        "Configuration",
                        status.configurationFile()
                                + (status.unsavedChanges() ? ", with changes that are not saved" : ", saved"))
                .row("Auto-save", status.autoSave() ? "on" : "off")
                .lines());
        status.warnings().forEach(warning -> call.say(call.context().look().bad("Warning: ") + warning));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
