package dev.sluice.iscsi.chap;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The hash of CHAP responses, with its number in the PPP Authentication Algorithms registry of IANA. */
public enum ChapAlgorithm {
    MD5(5, "MD5"),
    SHA1(6, "SHA-1"),
    SHA256(7, "SHA-256"),
    SHA3_256(8, "SHA3-256");

    /** All algorithms. */
    public static final Set<ChapAlgorithm> ALL = Collections.unmodifiableSet(EnumSet.allOf(ChapAlgorithm.class));

    private final int number;
    private final String digestName;

    ChapAlgorithm(int number, String digestName) {
        this.number = number;
        this.digestName = digestName;
    }

    /** The value of CHAP_A. */
    public int number() {
        return number;
    }

    /** The algorithm of that name, in any case and with or without hyphens: md5, sha1, sha-256, sha3-256. */
    public static ChapAlgorithm named(String name) {
        String plain = name.toUpperCase(Locale.ROOT).replace("-", "").replace("_", "");
        for (ChapAlgorithm algorithm : values()) {
            if (algorithm.digestName.replace("-", "").equals(plain)) {
                return algorithm;
            }
        }
        throw new IllegalArgumentException("'" + name + "' is not a CHAP algorithm: md5, sha1, sha256 or sha3-256");
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(digestName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + digestName, e);
        }
    }

    /** Bytes of a response, and of a challenge of the same strength. */
    public int length() {
        return digest().getDigestLength();
    }

    /** The response to a challenge: the hash of identifier, secret and challenge, RFC 1994 4.1. */
    public byte[] response(int identifier, ChapSecret secret, byte[] challenge) {
        MessageDigest digest = digest();
        digest.update((byte) identifier);
        digest.update(secret.bytes());
        return digest.digest(challenge);
    }
}
