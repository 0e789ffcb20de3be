package dev.sluice.shell.command;

import dev.sluice.config.Node;

/** {@code pwd}: where the shell is. */
final class Pwd implements Command {
    @Override
    public String name() {
        return "pwd";
    }

    @Override
    public String summary() {
        return "Prints the path of the current node.";
    }

    @Override
    public Syntax syntax(Node node) {
        return Syntax.of();
    }

    @Override
    public void run(Call call) {
        call.say(call.node().toString());
    }
}
