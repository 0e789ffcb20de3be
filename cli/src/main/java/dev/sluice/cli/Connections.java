package dev.sluice.cli;

import dev.sluice.api.Administration;
import dev.sluice.api.http.ApiClient;
import java.io.IOException;

/** The daemon that the shell's options name. */
final class Connections {
    private Connections() {}

    /** Nothing is sent yet. */
    static Administration open(ShellOptions options) throws IOException {
        return options.api() == null
                ? ApiClient.unix(options.socket(System.getenv()))
                : ApiClient.tls(options.api(), options.tokenFile());
    }
}
