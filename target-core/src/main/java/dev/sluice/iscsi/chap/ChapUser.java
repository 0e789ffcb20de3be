package dev.sluice.iscsi.chap;

import java.nio.charset.StandardCharsets;

/**
 * A CHAP user: a name and its secret.
 *
 * @param name CHAP_N: 1 to 255 bytes of UTF-8 without a zero
 */
public record ChapUser(String name, ChapSecret secret) {
    private static final int MAX_NAME_BYTES = 255;

    public ChapUser {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > MAX_NAME_BYTES || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "a CHAP user name has 1 to " + MAX_NAME_BYTES + " bytes and no zero byte");
        }
    }
}
