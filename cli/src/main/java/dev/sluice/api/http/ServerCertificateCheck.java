package dev.sluice.api.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Checks the certificate of a remote daemon; the message of a failure has the reason in words. Any thread. */
final class ServerCertificateCheck extends X509ExtendedTrustManager {
    /** Files of trusted certificates on Debian, Red Hat and SUSE. The list of a Java runtime may be out of date. */
    private static final List<Path> BUNDLES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"));

    private final X509ExtendedTrustManager usual;
    private final String host;
    private final Path ca;

    private ServerCertificateCheck(X509ExtendedTrustManager usual, String host, Path ca) {
        this.usual = usual;
        this.host = host;
        this.ca = ca;
    }

    /**
     * Makes sockets that check the daemon's certificate.
     *
     * @param host the host, which the certificate must name
     * @param ca certificates in PEM, one of which is the daemon's or has signed it; null for the ones that this machine trusts
     * @throws IOException if that file cannot be used
     */
    static SSLSocketFactory sockets(String host, Path ca) throws IOException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(ca == null ? ofMachine() : store(Pem.certificates(ca)));
            X509ExtendedTrustManager usual = Stream.of(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new ServerCertificateCheck(usual, host, ca)}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be used here: " + e.getMessage(), e);
        }
    }

    /** Certificates that this machine trusts, or null for those of Java. */
    private static KeyStore ofMachine() throws IOException, GeneralSecurityException {
        for (Path bundle : BUNDLES) {
            if (Files.isReadable(bundle)) {
                return store(Pem.certificates(bundle));
            }
        }
        return null;
    }

    private static KeyStore store(List<X509Certificate> certificates) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (X509Certificate certificate : certificates) {
            store.setCertificateEntry("ca" + number++, certificate);
        }
        return store;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        try {
            usual.checkServerTrusted(chain, type, socket);
            chain[0].checkValidity();
        } catch (CertificateException e) {
            throw new CertificateException(words(chain[0], e), e);
        }
    }

    private String words(X509Certificate shown, CertificateException refusal) {
        boolean unsigned = false;
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return "a certificate of its chain is not valid now (" + cause.getMessage()
                        + "): renew it there, and look at the clocks";
            }
            unsigned |= cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException;
        }
        if (!unsigned) {
            return "its certificate is for " + names(shown) + " and not for " + host
                    + ": write a name that it is for, or have one made for " + host + " (subjectAltName)";
        }
        return ca == null
                ? "its certificate is signed by nobody whom this machine trusts: name the file of who did with --ca FILE"
                        + " (or the certificate itself)"
                : "its certificate is not signed by " + ca
                        + ": name who did with --ca, and trust no certificate that you" + " do not know";
    }

    /** Names in a certificate (RFC 5280 4.2.1.6: names are kind 2, addresses are kind 7). */
    private static String names(X509Certificate certificate) {
        try {
            String names = certificate.getSubjectAlternativeNames() == null
                    ? ""
                    : certificate.getSubjectAlternativeNames().stream()
                            .filter(name -> name.get(0).equals(2) || name.get(0).equals(7))
                            .map(name -> name.get(1).toString())
                            .collect(Collectors.joining(", "));
            return names.isEmpty() ? certificate.getSubjectX500Principal().getName() : names;
        } catch (CertificateException e) {
            return "names that cannot be read";
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("it is not known whom this is for");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("sockets only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return usual.getAcceptedIssuers();
    }
}
