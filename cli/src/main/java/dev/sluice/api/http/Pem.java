package dev.sluice.api.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in PEM (RFC 7468). */
final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([^-]*)-----END \\1-----");

    private Pem() {}

    /**
     * The certificates of a file, one at least.
     *
     * @throws IOException if there is none, or one cannot be read
     */
    static List<X509Certificate> certificates(Path file) throws IOException {
        byte[] content = CredentialFile.read(file, "it has to have certificates in PEM");
        try {
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(content))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (found.isEmpty()) {
                throw new IOException("there is no certificate in " + file + ": PEM is needed, which begins with"
                        + " -----BEGIN CERTIFICATE-----");
            }
            return found;
        } catch (CertificateException e) {
            throw new IOException(file + " is not understood as certificates in PEM: " + e.getMessage(), e);
        }
    }

    /**
     * The key of a file that only its owner can read, PKCS 8 (RFC 5958).
     *
     * @param owner the public key, which gives the algorithm
     */
    static PrivateKey key(Path file, PublicKey owner) throws IOException {
        String convert = "openssl pkcs8 -topk8 -nocrypt -in " + file + " -out NEWFILE makes one";
        String text = new String(
                CredentialFile.readSecret(file, "it has to have the key of the certificate, PKCS 8 in PEM"),
                StandardCharsets.ISO_8859_1);
        Matcher matcher = KEY.matcher(text);
        if (!matcher.find()) {
            throw new IOException("there is no key in " + file + ": PEM is needed, which begins with"
                    + " -----BEGIN PRIVATE KEY-----");
        }
        if (!matcher.group(1).equals("PRIVATE KEY")) {
            String what = matcher.group(1).startsWith("ENCRYPTED") ? "is encrypted" : "is not PKCS 8";
            throw new IOException("the key in " + file + " " + what + ": " + convert);
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(2));
            return KeyFactory.getInstance(owner.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause could have parts of the key.
            throw new IOException("the key in " + file + " is not one of the kind that the certificate has ("
                    + owner.getAlgorithm() + ")");
        }
    }
}
