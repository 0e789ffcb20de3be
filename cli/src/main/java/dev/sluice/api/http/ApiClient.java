package dev.sluice.api.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.api.Administration;
import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.ChangeRequest;
import dev.sluice.api.DaemonStatus;
import dev.sluice.api.Explanation;
import dev.sluice.api.Refusal;
import dev.sluice.api.RestoreRequest;
import dev.sluice.api.Revision;
import dev.sluice.api.SavedVersionInfo;
import dev.sluice.api.ServedState;
import dev.sluice.config.Configuration;
import dev.sluice.config.file.ConfigurationText;
import dev.sluice.config.file.ConfigurationWrong;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

/**
 * A client of a daemon. All methods wait for the answer, and throw {@link ApiUnreachable} if none comes. One thread at a time.
 *
 * <p>A change without an answer is sent once more with the same id, so that it is carried out once.
 */
public final class ApiClient implements Administration, AutoCloseable {
    private static final String PROTOCOL = "1";
    private static final int UNAUTHORIZED = 401;
    private static final String CHANGES = "/v1/changes";

    /** Idempotent methods (RFC 9110 9.2.2); changes can be repeated by their ids. */
    private static final Set<String> REPEATABLE = Set.of("GET", "PUT");

    /** An entity tag: the revision, and the run of the daemon. */
    private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\\.[0-9a-f]+\"");

    private record Saved(@JsonProperty("version") int version) {}

    /** The time limit for the answer to a read, for which the daemon waits for nothing. */
    private static final int PATIENCE_MILLIS = 30_000;

    /** The factor of that limit for changes, which wait for disks and initiators. */
    private static final int TIMES_FOR_CHANGES = 20;

    private final Supplier<HttpConnection> wires;
    private final String token;
    private final int patienceMillis;
    private HttpExchange exchange;
    private String tag;
    private Revision known;

    private ApiClient(Supplier<HttpConnection> wires, String token, int patienceMillis) {
        this.patienceMillis = patienceMillis;
        this.wires = wires;
        this.token = token;
    }

    /** The client of a daemon on a Unix socket; connects on demand. */
    public static ApiClient unix(Path socket) {
        return unix(socket, PATIENCE_MILLIS);
    }

    static ApiClient unix(Path socket, int patienceMillis) {
        return new ApiClient(() -> HttpConnection.unix(socket), null, patienceMillis);
    }

    /**
     * The client of a daemon at a TCP address; connects on demand.
     *
     * @param daemon as in {@code https://storage1:3263}
     * @param tokenFile file whose first line is the token
     * @param ca certificates in PEM, one of which is the daemon's or has signed it; null for the ones that this machine trusts
     * @throws IOException if a file has no token, or no certificate
     */
    public static ApiClient tls(URI daemon, Path tokenFile, Path ca) throws IOException {
        String token = TokenFile.read(tokenFile);
        SSLSocketFactory sockets = ServerCertificateCheck.sockets(TlsHttpConnection.host(daemon), ca);
        return new ApiClient(() -> TlsHttpConnection.open(daemon, sockets), token, PATIENCE_MILLIS);
    }

    @Override
    public DaemonStatus status() {
        return asked(DaemonStatus.class, () -> ask("GET", "/v1/status", null, null));
    }

    @Override
    public Revision configuration() {
        try {
            HttpExchange.Response response = ask("GET", "/v1/configuration", null, tag);
            if (response.status() != 304) {
                known = new Revision(revision(response.tag()), configuration(response.body()));
                tag = response.tag();
            }
            return known;
        } catch (Refusal e) {
            throw new ApiUnreachable("the daemon refuses to tell its configuration: " + e.getMessage(), e);
        }
    }

    private static long revision(String tag) {
        Matcher matcher = TAG.matcher(tag == null ? "" : tag);
        if (!matcher.matches()) {
            throw new ApiUnreachable("the daemon's configuration has no revision");
        }
        return Long.parseLong(matcher.group(1));
    }

    private static Configuration configuration(byte[] text) {
        try {
            return ConfigurationText.read(text);
        } catch (ConfigurationWrong e) {
            throw new ApiUnreachable(
                    "the daemon's configuration is not understood: it is of another version than this program ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    @Override
    public ServedState state() {
        return asked(ServedState.class, () -> ask("GET", "/v1/state", null, null));
    }

    @Override
    public ChangeAnswer change(ChangeRequest request) throws Refusal {
        ChangeRequest named = request.id() != null
                ? request
                : new ChangeRequest(UUID.randomUUID().toString(), request.force(), request.dryRun(), request.changes());
        return ApiJson.answer(ask("POST", CHANGES, ApiJson.write(named), null).body(), ChangeAnswer.class);
    }

    @Override
    public ChangeAnswer replace(byte[] text, boolean dryRun, boolean force) throws Refusal {
        String path = "/v1/configuration?dry-run=" + dryRun + "&force=" + force;
        return ApiJson.answer(ask("PUT", path, text, null).body(), ChangeAnswer.class);
    }

    @Override
    public int save() throws Refusal {
        return ApiJson.answer(ask("POST", "/v1/save", null, null).body(), Saved.class)
                .version();
    }

    @Override
    public List<SavedVersionInfo> versions() {
        return List.of(asked(SavedVersionInfo[].class, () -> ask("GET", "/v1/versions", null, null)));
    }

    @Override
    public Configuration version(int number) throws Refusal {
        return configuration(ask("GET", "/v1/versions/" + number, null, null).body());
    }

    @Override
    public ChangeAnswer restore(RestoreRequest request) throws Refusal {
        return ApiJson.answer(
                ask("POST", "/v1/restore", ApiJson.write(request), null).body(), ChangeAnswer.class);
    }

    @Override
    public void endSession(int number) throws Refusal {
        ask("DELETE", "/v1/sessions/" + number, null, null);
    }

    @Override
    public Explanation why(String about) throws Refusal {
        String path = "/v1/why?about=" + URLEncoder.encode(about, StandardCharsets.UTF_8);
        return ApiJson.answer(ask("GET", path, null, null).body(), Explanation.class);
    }

    /** An exchange with the daemon. */
    @FunctionalInterface
    private interface Question {
        HttpExchange.Response ask() throws Refusal;
    }

    private static <T> T asked(Class<T> kind, Question question) {
        try {
            return ApiJson.answer(question.ask().body(), kind);
        } catch (Refusal e) {
            throw new ApiUnreachable("the daemon does not answer as this program expects: " + e.getMessage(), e);
        }
    }

    /**
     * Sends a request. An idle connection may be closed already: a request without an answer on it is repeated on a new one. A
     * request that is not idempotent gets a new connection at once.
     */
    private HttpExchange.Response ask(String method, String path, byte[] body, String etag) throws Refusal {
        if (!REPEATABLE.contains(method) && !path.equals(CHANGES)) {
            close();
        }
        boolean old = exchange != null;
        try {
            return once(method, path, body, etag);
        } catch (SocketTimeoutException e) {
            close();
            throw silent(method, e);
        } catch (IOException e) {
            close();
            if (!old) {
                throw new ApiUnreachable("the daemon did not answer: " + e.getMessage(), e);
            }
        }
        try {
            return once(method, path, body, etag);
        } catch (SocketTimeoutException e) {
            close();
            throw silent(method, e);
        } catch (IOException e) {
            close();
            throw new ApiUnreachable("the daemon did not answer: " + e.getMessage(), e);
        }
    }

    private HttpExchange.Response once(String method, String path, byte[] body, String etag)
            throws IOException, Refusal {
        if (exchange == null) {
            exchange = new HttpExchange(wires.get());
        }
        HttpExchange.Response response = exchange.ask(method, path, body, etag, token, patience(method));
        if (!PROTOCOL.equals(response.protocol())) {
            close();
            throw new ApiUnreachable("the server there is not a daemon of this protocol (" + PROTOCOL
                    + "): it is no Sluice, or one of another version than"
                    + " this program; after an upgrade restart it (systemctl restart sluice)");
        }
        if (response.status() == UNAUTHORIZED) {
            close();
            throw new ApiUnreachable(
                    "the daemon does not take this token: --token-file has to name what its --api-token-file has");
        }
        if (response.status() >= 400) {
            Refusal refusal =
                    ApiJson.answer(response.body(), ProblemDetails.class).refusal();
            if (refusal.reason() == Refusal.Reason.NOT_ALLOWED) {
                close();
                throw new ApiUnreachable("the daemon does not let you in: " + refusal.getMessage());
            }
            throw refusal.reason() == Refusal.Reason.NOT_UNDERSTOOD
                    ? new Refusal(
                            refusal.reason(),
                            refusal.getMessage()
                                    + " ('sluice version' tells whether the daemon is of another version than"
                                    + " this program)",
                            refusal.details())
                    : refusal;
        }
        return response;
    }

    private int patience(String method) {
        return method.equals("GET") ? patienceMillis : patienceMillis * TIMES_FOR_CHANGES;
    }

    private ApiUnreachable silent(String method, Exception e) {
        return new ApiUnreachable(
                "the daemon is there and has not answered for " + patience(method) / 1000 + " s: "
                        + (method.equals("GET")
                                ? ""
                                : "the change may have been carried out, or may be later: look at it before you"
                                        + " repeat it; ")
                        + "its log tells what it waits for (journalctl -u sluice)",
                e);
    }

    @Override
    public void close() {
        if (exchange != null) {
            try {
                exchange.close();
            } catch (IOException e) {
                // it is gone already
            }
            exchange = null;
        }
    }
}
