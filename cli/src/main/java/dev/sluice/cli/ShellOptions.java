package dev.sluice.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The daemon of the shell, and how the shell reads and writes. */
final class ShellOptions {
    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Option(
            names = "--no-color",
            description =
                    "No colours. The same as the environment variable NO_COLOR; nor are there any where the output"
                            + " is no terminal.")
    private boolean plain;

    @Option(names = "--keep-going", description = "Run the rest of a script when a line of it fails.")
    private boolean keepGoing;

    @Parameters(
            arity = "0..*",
            paramLabel = "[PATH] COMMAND",
            description =
                    "A line of the shell. None opens the shell on a terminal; without a terminal, or with -, lines"
                            + " are read from standard input.")
    private List<String> words = List.of();

    /** The usual ones, with a line. */
    static ShellOptions of(List<String> line) {
        ShellOptions options = new ShellOptions();
        options.words = line;
        return options;
    }

    /** With nothing but a daemon. */
    static ShellOptions of(DaemonOptions daemon) {
        ShellOptions options = new ShellOptions();
        options.daemon = daemon;
        return options;
    }

    /** The daemon that is meant. */
    DaemonOptions daemon() {
        return daemon;
    }

    /** The socket, where nothing else is asked for. */
    Path socket(Map<String, String> environment) {
        return daemon.socket(environment);
    }

    /** As {@link DaemonOptions#address}. */
    DaemonAddress address(Map<String, String> environment) {
        return daemon.address(environment);
    }

    /** Whether colours are wanted where there is a terminal. */
    boolean coloured(Map<String, String> environment) {
        return !plain && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    boolean keepsGoing() {
        return keepGoing;
    }

    /** A line that was given with the program's name; may be empty. */
    List<String> words() {
        return words;
    }

    /** Whether lines are to be read from standard input, terminal or not. */
    boolean readsInput() {
        return words.equals(List.of("-"));
    }
}
