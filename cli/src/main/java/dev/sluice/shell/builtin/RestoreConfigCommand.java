package dev.sluice.shell.builtin;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.Refusal;
import dev.sluice.api.Refusal.Reason;
import dev.sluice.api.RestoreRequest;
import dev.sluice.api.SavedVersionInfo;
import dev.sluice.config.Difference.Kind;
import dev.sluice.config.Node;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.completion.FileProposals;
import dev.sluice.shell.completion.ParameterProposals;
import dev.sluice.shell.line.UsageError;
import java.util.List;

/** {@code restoreconfig}: serves the configuration that was saved last, or the one in a file. */
final class RestoreConfigCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(
                    CommandParameter.optional(
                            "savefile",
                            "the file with a whole configuration; default: the version that was saved last",
                            FileProposals.FILES),
                    CommandParameter.optional(
                            "clear_existing",
                            "true to change or delete nodes that exist already; default: false",
                            ParameterProposals.FLAG))
            .options(CommandOption.FORCE, CommandOption.DRY_RUN, CommandOption.JSON);

    @Override
    public String name() {
        return "restoreconfig";
    }

    @Override
    public String summary() {
        return "Serves the configuration that was saved last, or the one in a file.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    /** A restoration, which can be tried first. */
    private interface Way {
        ChangeAnswer go(boolean dryRun, boolean force) throws Refusal;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        String file = call.arguments().text("savefile");
        Way way = file == null ? saved(call) : from(call, ConfigurationFiles.read(call, file));
        if (!call.dryRun() && !Boolean.TRUE.equals(call.arguments().flag("clear_existing"))) {
            List<String> gone = way.go(true, true).differences().stream()
                    .filter(difference -> difference.kind() != Kind.CREATED)
                    .map(difference -> difference.node().toString())
                    .toList();
            if (!gone.isEmpty()) {
                throw new Refusal(
                        Reason.IN_USE,
                        gone.getFirst() + (gone.size() > 1 ? " and " + (gone.size() - 1) + " more" : "")
                                + " would change or be deleted: write clear_existing=true to allow it, or --dry-run to see the changes");
            }
        }
        ConfigurationFiles.report(call, call.send(force -> way.go(call.dryRun(), force)));
        if (!call.dryRun() && !call.json()) {
            call.print("Configuration restored" + (file == null ? "." : " from " + file + "."));
        }
    }

    private static Way saved(CommandCall call) throws UsageError, Refusal {
        List<SavedVersionInfo> versions = call.context().administration().versions();
        if (versions.isEmpty()) {
            throw new UsageError("no version has been saved yet: write the path of a file");
        }
        int newest = versions.getFirst().number();
        return (dryRun, force) ->
                call.context().administration().restore(new RestoreRequest(newest, null, dryRun, force));
    }

    private static Way from(CommandCall call, byte[] text) {
        return (dryRun, force) -> call.context().administration().replace(text, dryRun, force);
    }
}
