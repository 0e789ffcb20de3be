package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.api.Version;
import dev.sluice.config.Node;
import dev.sluice.shell.line.Mistake;
import dev.sluice.shell.view.Json;
import dev.sluice.shell.view.Table;
import java.util.List;

/** {@code versions}: what was saved. */
final class Versions implements Command {
    private static final Syntax SYNTAX = Syntax.of(
                    Parameter.optional("version", "the number of one, to be shown whole", Proposals.VERSIONS))
            .options(Call.JSON);

    @Override
    public String name() {
        return "versions";
    }

    @Override
    public String summary() {
        return "Lists the versions that were saved, the newest first; or shows one as JSON.";
    }

    @Override
    public Syntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(Call call) throws Mistake, Refusal {
        Integer number = call.arguments().number("version", "");
        if (number != null) {
            call.say(Json.write(call.context().administration().version(number)));
            return;
        }
        List<Version> versions = call.context().administration().versions();
        if (call.json()) {
            call.say(Json.write(versions));
            return;
        }
        if (versions.isEmpty()) {
            call.say("Nothing has been saved yet.");
            return;
        }
        Table table = new Table();
        versions.forEach(version ->
                table.row(String.valueOf(version.number()), Times.format(version.time()), version.summary()));
        call.say(table.lines());
    }
}
