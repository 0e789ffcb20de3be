package dev.sluice.cli.manual;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A program with one of each: subcommands in two levels, an alias, hidden things, all kinds of options. */
@Command(
        name = "toy",
        description = "Plays with boats. And more.",
        mixinStandardHelpOptions = true,
        subcommands = {ToyCommand.Float.class, ToyCommand.Secret.class, ToyCommand.Load.class})
final class ToyCommand {
    enum Colour {
        RED,
        GREEN
    }

    @Command(
            name = "float",
            aliases = "swim",
            description = "Floats a boat, until it's wet.",
            footer = "A note: 100%%.")
    static final class Float {
        @Option(
                names = {"-b", "--boat"},
                paramLabel = "NAME[:PORT]",
                required = true,
                description = {"A boat's name; repeatable.", "sail=ON     whether it has one", "\\No more\\ than 3."})
        private List<String> boats;

        @Option(names = "--colour", defaultValue = "RED", description = "Its colour. Default: ${DEFAULT-VALUE}.")
        private Colour colour;

        @Option(names = "--dry", description = ".dry as [sand]")
        private boolean dry;

        @Option(names = "--hole", hidden = true)
        private boolean hole;

        @Parameters(paramLabel = "POND", description = "Where.")
        private String pond;
    }

    @Command(name = "secret", hidden = true)
    static final class Secret {}

    @Command(name = "load", description = "Loads.", subcommands = Sand.class)
    static final class Load {}

    @Command(name = "sand", description = "Loads sand.")
    static final class Sand {
        @Option(names = "--wet", description = "Water, too.")
        private boolean wet;
    }
}
