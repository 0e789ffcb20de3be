package dev.sluice.cli;

import dev.sluice.api.http.ApiSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The flags of the API over the network: address, token and certificate. Without them it is not served there. */
final class ApiOptions {
    private static final String LISTEN = "--api-listen";
    private static final String TOKEN = "--api-token-file";
    private static final String CERTIFICATE = "--api-tls-certificate";
    private static final String KEY = "--api-tls-key";

    /** A host or an IPv6 address in brackets, and a port. */
    private static final Pattern ADDRESS = Pattern.compile("(\\[[^\\[\\]]+]|[^:\\[\\]]+):[0-9]+");

    @Option(
            names = LISTEN,
            paramLabel = "ADDRESS:PORT",
            description = "TCP address for the API, with TLS, for clients that send a token; needs the three options"
                    + " below. Default: the API is served on the Unix socket only.")
    private String listen;

    @Option(
            names = TOKEN,
            paramLabel = "FILE",
            description =
                    "File whose first line is the token, at least 32 characters; only its owner may read it. To make one:"
                            + " (umask 077; openssl rand -hex 32 > FILE).")
    private Path tokenFile;

    @Option(
            names = CERTIFICATE,
            paramLabel = "FILE",
            description =
                    "The daemon's certificate in PEM, for the name that clients use, followed by the certificates of its"
                            + " issuers.")
    private Path certificate;

    @Option(
            names = KEY,
            paramLabel = "FILE",
            description = "The key of the certificate, PKCS 8 in PEM, not encrypted; only its owner may read it.")
    private Path key;

    /**
     * Returns the settings, or null if no flag is given.
     *
     * @throws UsageException if something is missing, or a file cannot be used
     */
    ApiSettings.Remote remote() {
        List<String> missing = new ArrayList<>();
        note(missing, listen, LISTEN + " ADDRESS:PORT");
        note(missing, tokenFile, TOKEN + " FILE, made by: (umask 077; openssl rand -hex 32 > FILE)");
        note(missing, certificate, CERTIFICATE + " FILE");
        note(
                missing,
                key,
                KEY
                        + " FILE, both made by: (umask 077; openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
                        + " -days 825 -subj /CN=$(hostname -f) -addext subjectAltName=DNS:$(hostname -f)"
                        + " -keyout KEYFILE -out CERTIFICATEFILE)");
        if (missing.size() == 4) {
            return null;
        }
        if (!missing.isEmpty()) {
            throw new UsageException(
                    "the API over the network needs an address, a token, a certificate and its key. Add\n  "
                            + String.join("\n  ", missing));
        }
        ApiSettings.Remote remote = new ApiSettings.Remote(address(), tokenFile, certificate, key);
        try {
            remote.check();
        } catch (IOException e) {
            throw new UsageException(LISTEN + ": " + e.getMessage());
        }
        return remote;
    }

    private static void note(List<String> missing, Object value, String advice) {
        if (value == null) {
            missing.add(advice);
        }
    }

    private InetSocketAddress address() {
        if (!ADDRESS.matcher(listen).matches()) {
            throw new UsageException(
                    LISTEN + " '" + listen
                            + "': write ADDRESS:PORT, an IPv6 address in brackets, such as 192.0.2.1:3263 or [2001:db8::1]:3263");
        }
        return ListenAddress.parse(LISTEN, listen);
    }
}
