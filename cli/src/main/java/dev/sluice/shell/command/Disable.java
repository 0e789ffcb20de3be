package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.shell.line.Mistake;

/** {@code disable}: asks initiators to go, and lets nobody in. */
final class Disable implements Command {
    @Override
    public String name() {
        return "disable";
    }

    @Override
    public String summary() {
        return "Asks the initiators of the portal group, or of all of the target, to go, and lets nobody in.";
    }

    @Override
    public Syntax syntax(Node node) {
        return Enable.of(node);
    }

    @Override
    public void run(Call call) throws Mistake, Refusal {
        Enable.change(call, false);
    }
}
