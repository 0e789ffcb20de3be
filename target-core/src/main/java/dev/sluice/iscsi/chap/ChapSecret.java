package dev.sluice.iscsi.chap;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A CHAP secret of any bytes. Its text form does not show it. Immutable. */
public final class ChapSecret {
    /** 96 bits: a shorter one can be guessed, RFC 7143 9.2.1. */
    public static final int MIN_BYTES = 12;

    /** More than any initiator accepts; a bound on memory, not of the RFC. */
    public static final int MAX_BYTES = 255;

    private final byte[] bytes;

    private ChapSecret(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a CHAP secret has 1 to " + MAX_BYTES + " bytes, this one " + bytes.length);
        }
        this.bytes = bytes;
    }

    /** A secret of the UTF-8 bytes of {@code text}. */
    public static ChapSecret of(String text) {
        return new ChapSecret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** True if it is shorter than the standard allows without other protection. */
    public boolean isShort() {
        return bytes.length < MIN_BYTES;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChapSecret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
