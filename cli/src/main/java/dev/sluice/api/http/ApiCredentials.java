package dev.sluice.api.http;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificate of the API over the network, and the token of its clients. Immutable; any thread.
 *
 * @param tls with the certificate
 * @param expires expiry of the certificate in milliseconds since 1970
 * @param token the digest of the token: the token itself is not kept
 */
record ApiCredentials(SslContext tls, long expires, byte[] token) {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final byte[] SAMPLE = "sluice".getBytes(StandardCharsets.US_ASCII);

    /** @throws IOException if a file cannot be used; the message has its name, the reason and the remedy */
    static ApiCredentials read(ApiSettings.Remote files) throws IOException {
        byte[] token = digest(TokenFile.read(files.tokenFile()));
        List<X509Certificate> chain = Pem.certificates(files.certificate());
        X509Certificate own = chain.getFirst();
        PrivateKey key = Pem.key(files.key(), own.getPublicKey());
        if (!fits(key, own)) {
            throw new IOException("the key in " + files.key() + " is not that of the first certificate in "
                    + files.certificate() + ": that of the daemon stands first, then those that signed it");
        }
        SslContext tls = SslContextBuilder.forServer(key, chain.toArray(X509Certificate[]::new))
                .sslProvider(SslProvider.JDK)
                .protocols(PROTOCOLS)
                .build();
        return new ApiCredentials(tls, own.getNotAfter().getTime(), token);
    }

    private static boolean fits(PrivateKey key, X509Certificate certificate) throws IOException {
        String name =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case "EdDSA", "Ed25519", "Ed448" -> "EdDSA";
                    default ->
                        throw new IOException(
                                "a key of " + key.getAlgorithm() + " cannot be used: make one of EC or RSA");
                };
        try {
            Signature signature = Signature.getInstance(name);
            signature.initSign(key);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Returns true if this is the token. The comparison takes the same time for every wrong token. */
    boolean isToken(String shown) {
        return MessageDigest.isEqual(token, digest(shown));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.ISO_8859_1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
