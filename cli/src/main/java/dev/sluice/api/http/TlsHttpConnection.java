package dev.sluice.api.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import jdk.net.ExtendedSocketOptions;

/** Connects to a remote daemon. One thread. */
final class TlsHttpConnection {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int SILENT_SECONDS = 30;
    private static final int PROBE_SECONDS = 10;
    private static final int PROBES = 3;

    private TlsHttpConnection() {}

    /** @throws ApiUnreachable if no daemon answers there, or its certificate is wrong */
    static HttpConnection open(URI daemon, SSLSocketFactory factory) {
        String host = host(daemon);
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, daemon.getPort()), PATIENCE_MILLIS);
            keepAlive(plain);
            SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, daemon.getPort(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(PROTOCOLS);
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.startHandshake();
            return new HttpConnection(
                    socket.getInputStream(),
                    socket.getOutputStream(),
                    socket,
                    daemon.getRawAuthority(),
                    socket::setSoTimeout);
        } catch (IOException e) {
            close(plain);
            throw new ApiUnreachable(advice(daemon, e), e);
        }
    }

    /** The host in the form of certificates: an IPv6 address without brackets. */
    static String host(URI daemon) {
        String host = daemon.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Switches on keep-alive, by which the end of the daemon's machine is noticed while an answer takes long. */
    private static void keepAlive(Socket socket) throws IOException {
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, SILENT_SECONDS);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, PROBE_SECONDS);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
    }

    private static String advice(URI daemon, IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return daemon + " does not prove to be the daemon: " + cause.getMessage();
            }
        }
        if (e instanceof SSLException && e.getCause() instanceof EOFException) {
            return daemon + " closed the connection before TLS was agreed upon: it speaks no TLS, or has too many"
                    + " connections";
        }
        return switch (e) {
            case SSLException tls ->
                "the server at " + daemon + " does not speak TLS as a daemon does: " + tls.getMessage();
            case UnknownHostException unknown ->
                "there is no host " + host(daemon) + " known here: look at --api " + daemon;
            case SocketTimeoutException late ->
                "no daemon answers at " + daemon + " in " + PATIENCE_MILLIS / 1000
                        + " s: look at the address, and at firewalls on the way";
            default ->
                "no daemon answers at " + daemon + ": " + e.getMessage()
                        + "; there, sluice daemon --api-listen ADDRESS:PORT opens it";
        };
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The socket was never used.
        }
    }
}
