package dev.sluice.cli;

import java.net.URI;
import java.nio.file.Path;

/** Where a daemon is. */
sealed interface DaemonAddress {
    /** On this machine. */
    record Local(Path socket) implements DaemonAddress {}

    /**
     * Elsewhere, over TLS.
     *
     * @param api {@code https://HOST:PORT}
     * @param tokenFile whose first line is the token
     * @param ca who signed the daemon's certificate, or null for those that this machine trusts
     */
    record Remote(URI api, Path tokenFile, Path ca) implements DaemonAddress {}
}
