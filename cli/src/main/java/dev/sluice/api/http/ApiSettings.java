package dev.sluice.api.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** Addresses of an API.
 *
 * @param socket a Unix socket, for root, for the user that the daemon runs as, and for the group sluice
 * @param remote a TCP address, or null for none
 */
public record ApiSettings(Path socket, Remote remote) {
    /**
     * A TCP address, with TLS and a token. The files are read again when they change.
     *
     * @param address address to listen on
     * @param tokenFile a file for its owner only, whose first line clients have to show
     * @param certificate X.509 in PEM, the chain behind it
     * @param key PKCS 8 in PEM, not encrypted, for its owner only
     */
    public record Remote(InetSocketAddress address, Path tokenFile, Path certificate, Path key) {
        /**
         * Checks that the files can be used.
         *
         * @throws IOException if one cannot; the message has its name, the reason and the remedy
         */
        public void check() throws IOException {
            ApiCredentials.read(this);
        }
    }
}
