package dev.sluice.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where the shell finds its daemon, and how it reads and writes. */
final class ShellOptions {
    private static final Path USUAL_SOCKET = Path.of("/run/sluice/sluice.sock");

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "Unix socket of the daemon. Default: the environment variable SLUICE_SOCKET, else"
                    + " /run/sluice/sluice.sock.")
    private Path socket;

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "A daemon that is reached over TLS instead, as https://HOST:PORT; with --token-file.")
    private URI api;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file whose first line is the token that the daemon at --api asks for.")
    private Path tokenFile;

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

    /** The socket, where nothing else is asked for. */
    Path socket(Map<String, String> environment) {
        String variable = environment.get("SLUICE_SOCKET");
        if (socket != null) {
            return socket;
        }
        return variable == null || variable.isEmpty() ? USUAL_SOCKET : Path.of(variable);
    }

    /** Refuses what contradicts itself. */
    void check() {
        if ((api == null) != (tokenFile == null)) {
            throw new UsageException("--api and --token-file go together: write both, or neither for " + USUAL_SOCKET);
        }
    }

    /** The address of a daemon elsewhere, or null. */
    URI api() {
        return api;
    }

    Path tokenFile() {
        return tokenFile;
    }

    /** Whether colours are wanted where there is a terminal. */
    boolean coloured(Map<String, String> environment) {
        String variable = environment.get("NO_COLOR");
        return !plain && (variable == null || variable.isEmpty());
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
