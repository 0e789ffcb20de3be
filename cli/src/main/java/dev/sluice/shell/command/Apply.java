package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.Mistake;

/** {@code apply}: makes what is served that of a file. */
final class Apply implements Command {
    private static final Syntax SYNTAX = Syntax.of(Parameter.required("file", "a whole configuration", Proposals.FILES))
            .options(Call.FORCE, Call.DRY_RUN, Call.JSON);

    @Override
    public String name() {
        return "apply";
    }

    @Override
    public String summary() {
        return "Serves what the configuration in a file says, as one change: all of it, or nothing.";
    }

    @Override
    public Syntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(Call call) throws Mistake, Refusal {
        byte[] text = Documents.read(call, call.arguments().text("file"));
        Documents.report(
                call, call.send(force -> call.context().administration().replace(text, call.dryRun(), force)));
    }
}
