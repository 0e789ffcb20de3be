package dev.sluice.shell.command;

import dev.sluice.config.Node;
import dev.sluice.shell.line.Mistake;
import dev.sluice.shell.view.Table;

/** {@code help}: what can be typed. */
final class Help implements Command {
    private static final Syntax SYNTAX =
            Syntax.of(Parameter.optional("command", "what to tell more about", Proposals.COMMANDS));

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String summary() {
        return "Tells which commands there are here, or what one takes.";
    }

    @Override
    public Syntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(Call call) throws Mistake {
        String name = call.arguments().text("command");
        if (name == null) {
            list(call);
        } else {
            one(call, name);
        }
    }

    private static void list(Call call) {
        call.say("Commands in " + call.node() + ":");
        Table table = new Table();
        Commands.at(call.node()).forEach(command -> table.row("  " + command.name(), command.summary()));
        call.say(table.lines());
        call.say("Each can be written after a path, as in: /iscsi ls. help COMMAND tells what it takes.");
    }

    static void one(Call call, String name) throws Mistake {
        Command command = Commands.named(name);
        if (command == null) {
            throw new Mistake(Commands.unknown(name, call.node()));
        }
        Syntax syntax = command.syntax(call.node());
        call.say(command.summary());
        if (syntax == null) {
            call.say(Commands.notHere(command, call.node()) + ".");
            return;
        }
        call.say("Syntax: " + syntax.usage(name));
        Table table = new Table();
        syntax.parameters().forEach(parameter -> table.row("  " + parameter.name(), parameter.description()));
        if (syntax.options().contains(Call.FORCE)) {
            table.row("  " + Call.FORCE, "also what is in use");
        }
        if (syntax.options().contains(Call.DRY_RUN)) {
            table.row("  " + Call.DRY_RUN, "only say what would change");
        }
        if (syntax.options().contains(Call.JSON)) {
            table.row("  " + Call.JSON, "answer in JSON");
        }
        call.say(table.lines());
        if (syntax.parameters().stream().anyMatch(parameter -> parameter.name().equals("group"))) {
            call.say("Groups here: " + String.join(", ", Groups.of(call.node())));
        }
        if (!command.details().isEmpty()) {
            call.say(command.details());
        }
    }
}
