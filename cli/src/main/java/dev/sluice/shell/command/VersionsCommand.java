package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.api.SavedVersionInfo;
import dev.sluice.config.Node;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.JsonOutput;
import dev.sluice.shell.view.TextTable;
import java.util.List;

/** {@code versions}: what was saved. */
final class VersionsCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(CommandParameter.optional(
                    "version", "the number of one, to be shown whole", ParameterProposals.VERSIONS))
            .options(CommandCall.JSON);

    @Override
    public String name() {
        return "versions";
    }

    @Override
    public String summary() {
        return "Lists the versions that were saved, the newest first; or shows one as JSON.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        Integer number = call.arguments().number("version", "");
        if (number != null) {
            call.say(JsonOutput.write(call.context().administration().version(number)));
            return;
        }
        List<SavedVersionInfo> versions = call.context().administration().versions();
        if (call.json()) {
            call.say(JsonOutput.write(versions));
            return;
        }
        if (versions.isEmpty()) {
            call.say("Nothing has been saved yet.");
            return;
        }
        TextTable table = new TextTable();
        versions.forEach(version ->
                table.row(String.valueOf(version.number()), Times.format(version.time()), version.summary()));
        call.say(table.lines());
    }
}
