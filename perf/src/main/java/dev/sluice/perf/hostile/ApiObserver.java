package dev.sluice.perf.hostile;

import dev.sluice.perf.peer.Observer;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Asks the API over TCP how the daemon is, with the token, on a connection of its own each time. One thread. */
final class ApiObserver extends Observer {
    private static final int PAUSE_MILLIS = 200;
    private static final int PATIENCE_MILLIS = 60_000;

    private final InetSocketAddress address;
    private final InetSocketAddress from;
    private final byte[] request;
    private final SSLContext tls;

    ApiObserver(InetSocketAddress address, InetSocketAddress from, Path token, Path certificate) throws IOException {
        super("request to the API", PAUSE_MILLIS);
        this.address = address;
        this.from = from;
        this.request = ("GET /v1/status HTTP/1.1\r\nHost: sluice\r\nAuthorization: Bearer "
                        + Files.readString(token).strip() + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        this.tls = trusting(certificate);
    }

    private static SSLContext trusting(Path certificate) throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "server",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(certificate))));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate " + certificate + " cannot be used", e);
        }
    }

    @Override
    protected Closeable begin() {
        return () -> {};
    }

    @Override
    protected void turn() throws IOException {
        String answer = timed(this::ask);
        if (!answer.startsWith("HTTP/1.1 200 ")) {
            throw new IOException(
                    "the API answers " + answer.lines().findFirst().orElse("nothing"));
        }
    }

    private String ask() throws IOException {
        try (Socket plain = new Socket()) {
            plain.bind(from);
            plain.setSoTimeout(PATIENCE_MILLIS);
            plain.connect(address, PATIENCE_MILLIS);
            try (SSLSocket socket = (SSLSocket)
                    tls.getSocketFactory().createSocket(plain, address.getHostString(), address.getPort(), true)) {
                socket.getOutputStream().write(request);
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}
