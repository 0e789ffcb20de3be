package dev.sluice.shell.command;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;

/** {@code save}: saves what is served. */
final class Save implements Command {
    @Override
    public String name() {
        return "save";
    }

    @Override
    public String summary() {
        return "Saves what is served, to be served again after a restart.";
    }

    @Override
    public Syntax syntax(Node node) {
        return Syntax.of();
    }

    @Override
    public void run(Call call) throws Refusal {
        save(call);
    }

    static void save(Call call) throws Refusal {
        int version = call.context().administration().save();
        String file = call.context().administration().status().configurationFile();
        call.say("Configuration saved to " + file + " (version " + version + ")");
    }
}
