package dev.sluice.cli;

import java.net.URI;
import java.nio.file.Path;

/** The address of a daemon. */
sealed interface DaemonAddress {
    /** A daemon on this machine. */
    record Local(Path socket) implements DaemonAddress {}

    /**
     * A daemon that is reached over TLS.
     *
     * @param api {@code https://HOST:PORT}
     * @param tokenFile the file whose first line is the token
     * @param ca the certificate of the daemon's issuer, or null for the issuers that this machine trusts
     */
    record Remote(URI api, Path tokenFile, Path ca) implements DaemonAddress {}
}
