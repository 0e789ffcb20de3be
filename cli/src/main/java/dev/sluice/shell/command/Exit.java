package dev.sluice.shell.command;

import dev.sluice.config.Node;

/** {@code exit} and {@code quit}: leaves the shell. */
final class Exit implements Command {
    private final String name;

    Exit(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return "Leaves the shell; what is served stays.";
    }

    @Override
    public Syntax syntax(Node node) {
        return Syntax.of();
    }

    @Override
    public void run(Call call) {
        call.context().end();
    }
}
