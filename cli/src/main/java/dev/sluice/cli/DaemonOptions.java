package dev.sluice.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Option;

/** The flags that name a daemon, the same for all commands that use one. */
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
            description =
                    "Address of a daemon that is reached over TLS, as https://HOST:PORT; needs --token-file. Default:"
                            + " the environment variable SLUICE_API.")
    private String api;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File whose first line is the token for the daemon at --api. Default: the"
                    + " environment variable SLUICE_TOKEN_FILE.")
    private Path tokenFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "Certificate, in PEM, of the issuer of the certificate of the daemon at --api; or that certificate"
                            + " itself. Default: the environment variable SLUICE_CA, else the issuers that this machine trusts.")
    private Path ca;

    /**
     * Returns these options if one is given, else {@code others}: the options before a subcommand, seen from the subcommand.
     *
     * @throws UsageException if both name a daemon, and not the same
     */
    DaemonOptions or(DaemonOptions others) {
        if (!isGiven()) {
            return others;
        }
        boolean isOther = !Objects.equals(socket, others.socket) || !Objects.equals(api, others.api);
        if (others.isGiven() && isOther) {
            throw new UsageException("the options before and after the command name two daemons: write them once");
        }
        return this;
    }

    /** True if an option is given. */
    boolean isGiven() {
        return socket != null || api != null || tokenFile != null || ca != null;
    }

    /** Returns the path of the socket, for a daemon on this machine. */
    Path socket(Map<String, String> environment) {
        Path usual = socket != null ? socket : path(environment, SOCKET);
        return usual == null ? USUAL_SOCKET : usual;
    }

    /**
     * Returns the address of the daemon. An option takes precedence over a variable of the environment.
     *
     * @throws UsageException if the options contradict each other, or one is missing
     */
    DaemonAddress address(Map<String, String> environment) {
        String url = api != null || socket != null ? api : variable(environment, API);
        if (url == null) {
            if (tokenFile != null || ca != null) {
                throw new UsageException("--token-file and --ca need --api https://HOST:PORT");
            }
            return new DaemonAddress.Local(socket(environment));
        }
        if (socket != null || api == null && variable(environment, SOCKET) != null) {
            throw new UsageException(
                    socket != null
                            ? "--socket and --api name two daemons: write one of them"
                            : SOCKET + " and " + API + " name two daemons: unset one, or write --socket or --api");
        }
        Path token = tokenFile != null ? tokenFile : path(environment, TOKEN_FILE);
        if (token == null) {
            throw new UsageException("the daemon at " + url + " needs a token: write --token-file FILE, or set "
                    + TOKEN_FILE + "; FILE has the token of the daemon's --api-token-file");
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
            // reported below
        }
        throw new UsageException("'" + text + "' is not the address of a daemon: write https://HOST:PORT");
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
