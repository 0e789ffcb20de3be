package dev.sluice.cli;

import dev.sluice.api.Administration;
import dev.sluice.api.http.ApiClient;
import java.io.IOException;

/** The daemon that the shell's options name. */
final class DaemonConnection {
    private DaemonConnection() {}

    /**
     * Returns a client of the daemon. Nothing is sent yet.
     *
     * @throws UsageException if the options contradict each other, or name files that cannot be used
     */
    static Administration open(ShellOptions options) {
        return switch (options.address(System.getenv())) {
            case DaemonAddress.Local local -> ApiClient.unix(local.socket());
            case DaemonAddress.Remote remote -> open(remote);
        };
    }

    private static ApiClient open(DaemonAddress.Remote remote) {
        try {
            return ApiClient.tls(remote.api(), remote.tokenFile(), remote.ca());
        } catch (IOException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
