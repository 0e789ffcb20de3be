package dev.sluice.shell.builtin;

import dev.sluice.api.Refusal;
import dev.sluice.api.SavedVersionInfo;
import dev.sluice.config.Node;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandOption;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.completion.ParameterProposals;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.JsonOutput;
import dev.sluice.shell.view.TextTable;
import dev.sluice.text.TimeText;
import java.util.List;

/** {@code versions}: lists the saved versions. */
final class VersionsCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(CommandParameter.optional(
                    "version", "the number of the version to show as JSON", ParameterProposals.VERSIONS))
            .options(CommandOption.JSON);

    @Override
    public String name() {
        return "versions";
    }

    @Override
    public String summary() {
        return "Lists the saved versions, the newest first; or prints one as JSON.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        Integer number = call.arguments().number("version", "");
        if (number != null) {
            call.print(JsonOutput.write(call.context().administration().version(number)));
            return;
        }
        List<SavedVersionInfo> versions = call.context().administration().versions();
        if (call.json()) {
            call.print(JsonOutput.write(versions));
            return;
        }
        if (versions.isEmpty()) {
            call.print("No version has been saved yet.");
            return;
        }
        TextTable table = new TextTable();
        versions.forEach(
                version -> table.row(String.valueOf(version.number()), TimeText.of(version.time()), version.summary()));
        call.print(table.lines());
    }
}
