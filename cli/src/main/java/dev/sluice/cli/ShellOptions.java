package dev.sluice.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where the shell finds its daemon, and how it reads and writes. */
final class ShellOptions {
    private static final Path USUAL_SOCKET = Path.of("/run/sluice/sluice.sock");
    private static final String SOCKET = "SLUICE_SOCKET";
    private static final String API = "SLUICE_API";
    private static final String TOKEN_FILE = "SLUICE_TOKEN_FILE";
    private static final String CA = "SLUICE_CA";
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "Unix socket of the daemon. Default: the environment variable SLUICE_SOCKET, else"
                    + " /run/sluice/sluice.sock.")
    private Path socket;

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "A daemon that is reached over TLS instead, as https://HOST:PORT; with --token-file. Default:"
                    + " the environment variable SLUICE_API.")
    private String api;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file whose first line is the token that the daemon at --api asks for. Default: the"
                    + " environment variable SLUICE_TOKEN_FILE.")
    private Path tokenFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "Who signs the certificate of the daemon at --api, in PEM; or that certificate itself. Default:"
                            + " the environment variable SLUICE_CA, else whom this machine trusts.")
    private Path ca;

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
        Path usual = socket != null ? socket : path(environment, SOCKET);
        return usual == null ? USUAL_SOCKET : usual;
    }

    /**
     * The daemon that is meant. An option counts more than a variable of the environment.
     *
     * @throws UsageException if what is said contradicts itself, or is not enough
     */
    DaemonAddress address(Map<String, String> environment) {
        String url = api != null || socket != null ? api : variable(environment, API);
        if (url == null) {
            if (tokenFile != null || ca != null) {
                throw new UsageException(
                        "--token-file and --ca are for a daemon elsewhere: write --api https://HOST:PORT too");
            }
            return new DaemonAddress.Local(socket(environment));
        }
        if (socket != null || api == null && variable(environment, SOCKET) != null) {
            throw new UsageException(
                    socket != null
                            ? "--socket and --api name two daemons: write one"
                            : SOCKET + " and " + API + " name two daemons: unset one, or write --socket or --api");
        }
        Path token = tokenFile != null ? tokenFile : path(environment, TOKEN_FILE);
        if (token == null) {
            throw new UsageException("the daemon at " + url + " asks for a token: write --token-file FILE, or set "
                    + TOKEN_FILE + "; FILE has what its --api-token-file has");
        }
        return new DaemonAddress.Remote(url(url), token, ca != null ? ca : path(environment, CA));
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            if ("https".equalsIgnoreCase(url.getScheme())
                    && url.getHost() != null
                    && url.getPort() > 0
                    && url.getPort() <= MAX_PORT
                    && url.getRawUserInfo() == null
                    && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
                    && url.getRawQuery() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new UsageException("'" + text + "' is not where a daemon can be: write https://HOST:PORT");
    }

    private static String variable(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static Path path(Map<String, String> environment, String name) {
        String value = variable(environment, name);
        return value == null ? null : Path.of(value);
    }

    /** Whether colours are wanted where there is a terminal. */
    boolean coloured(Map<String, String> environment) {
        return !plain && variable(environment, "NO_COLOR") == null;
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
