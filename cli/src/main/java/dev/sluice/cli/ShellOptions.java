package dev.sluice.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The flags of the shell: its daemon, its input and its output. */
final class ShellOptions {
    @Mixin
    private DaemonOptions daemon = new DaemonOptions();

    @Option(
            names = "--no-color",
            description = "No colours, as with the environment variable NO_COLOR. Output that is no terminal has none"
                    + " anyway.")
    private boolean plain;

    @Option(names = "--keep-going", description = "Run the rest of a script after a line that fails.")
    private boolean keepGoing;

    @Parameters(
            arity = "0..*",
            paramLabel = "[PATH] COMMAND",
            description =
                    "Line of the shell. Without one, the shell opens on a terminal; without a terminal, or with -,"
                            + " lines are read from standard input.")
    private List<String> words = List.of();

    /** Returns the default options, with a line. */
    static ShellOptions of(List<String> line) {
        ShellOptions options = new ShellOptions();
        options.words = line;
        return options;
    }

    /** Returns the default options, with a daemon. */
    static ShellOptions of(DaemonOptions daemon) {
        ShellOptions options = new ShellOptions();
        options.daemon = daemon;
        return options;
    }

    /** The options that name the daemon. */
    DaemonOptions daemon() {
        return daemon;
    }

    /** Returns the path of the socket, for a daemon on this machine. */
    Path socket(Map<String, String> environment) {
        return daemon.socket(environment);
    }

    /** Returns the address of the daemon. */
    DaemonAddress address(Map<String, String> environment) {
        return daemon.address(environment);
    }

    /** True if output to a terminal has colours. */
    boolean coloured(Map<String, String> environment) {
        return !plain && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    boolean keepsGoing() {
        return keepGoing;
    }

    /** The words of a line on the command line; may be empty. */
    List<String> words() {
        return words;
    }

    /** True if lines are read from standard input, even from a terminal. */
    boolean readsInput() {
        return words.equals(List.of("-"));
    }
}
