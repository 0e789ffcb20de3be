package dev.sluice.shell.command;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.Refusal;
import dev.sluice.api.RestoreRequest;
import dev.sluice.config.Node;
import dev.sluice.shell.line.Mistake;

/** {@code rollback}: goes back to a saved version. */
final class Rollback implements Command {
    private static final Syntax SYNTAX = Syntax.of(Parameter.optional(
                    "version", "its number; the one before the newest unless given", Proposals.VERSIONS))
            .options(Call.FORCE, Call.DRY_RUN, Call.JSON);

    @Override
    public String name() {
        return "rollback";
    }

    @Override
    public String summary() {
        return "Goes back to a version that was saved: the one before, unless another is given.";
    }

    @Override
    public Syntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(Call call) throws Mistake, Refusal {
        restore(call, null);
    }

    static void restore(Call call, Node node) throws Mistake, Refusal {
        Integer version = call.arguments().number("version", "");
        ChangeAnswer answer = call.send(force ->
                call.context().administration().restore(new RestoreRequest(version, node, call.dryRun(), force)));
        Documents.report(call, answer);
    }
}
