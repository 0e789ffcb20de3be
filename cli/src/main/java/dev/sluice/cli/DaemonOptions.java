package dev.sluice.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Option;

/** The daemon that is meant: one way for all commands that ask one. */
final class DaemonOptions {
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

    /**
     * These where something is said by them, else others: those before a subcommand, seen from the subcommand.
     *
     * @throws UsageException if both name a daemon, and not the same
     */
    DaemonOptions or(DaemonOptions others) {
        if (!isGiven()) {
            return others;
        }
        boolean isOther = !Objects.equals(socket, others.socket) || !Objects.equals(api, others.api);
        if (others.isGiven() && isOther) {
            throw new UsageException("the options before and behind the command name two daemons: write them once");
        }
        return this;
    }

    /** Whether an option says something. */
    boolean isGiven() {
        return socket != null || api != null || tokenFile != null || ca != null;
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
}
