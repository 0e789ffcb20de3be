package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.Mistake;

/** {@code restore}: brings one node back from a saved version. */
final class Restore implements Command {
    private static final Syntax SYNTAX = Syntax.of(
                    Parameter.required("node", "the path of what to bring back", Proposals.PATHS),
                    Parameter.optional(
                            "version", "from which; the one before the newest unless given", Proposals.VERSIONS))
            .options(Call.FORCE, Call.DRY_RUN, Call.JSON);

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public String summary() {
        return "Brings one node back, with what is below it, from a version that was saved.";
    }

    @Override
    public Syntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(Call call) throws Mistake, Refusal {
        Rollback.restore(call, Paths.resolve(call.node(), call.arguments().text("node")));
    }
}
