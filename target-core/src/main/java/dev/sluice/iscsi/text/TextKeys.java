package dev.sluice.iscsi.text;

import dev.sluice.text.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads and writes key=value pairs, each ended by a zero byte. */
public final class TextKeys {
    /** The longest key name, RFC 7143 6.1. */
    private static final int MAX_KEY_LENGTH = 63;

    /** More keys than any initiator has; a bound on work, not of the RFC. */
    private static final int MAX_KEYS = 128;

    private TextKeys() {}

    /**
     * The pairs of {@code text} in their order.
     *
     * @throws TextFormatException if a pair has no '=' or a bad key, or a key comes twice
     */
    public static Map<String, String> parse(byte[] text) throws TextFormatException {
        Map<String, String> keys = new LinkedHashMap<>();
        int start = 0;
        while (start < text.length) {
            int end = start;
            while (end < text.length && text[end] != 0) {
                end++;
            }
            if (end > start) {
                addPair(keys, new String(text, start, end - start, StandardCharsets.UTF_8));
            }
            start = end + 1;
        }
        return keys;
    }

    private static void addPair(Map<String, String> keys, String pair) throws TextFormatException {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            throw new TextFormatException("no '=' in '" + shortened(pair) + "'");
        }
        String key = pair.substring(0, equals);
        if (!isKey(key)) {
            throw new TextFormatException("not a key: '" + shortened(key) + "'");
        }
        if (keys.putIfAbsent(key, pair.substring(equals + 1)) != null) {
            throw new TextFormatException("key " + key + " comes twice");
        }
        if (keys.size() > MAX_KEYS) {
            throw new TextFormatException("more than " + MAX_KEYS + " keys");
        }
    }

    private static boolean isKey(String key) {
        if (key.isEmpty() || key.length() > MAX_KEY_LENGTH) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean letterOrDigit = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (!letterOrDigit && ".-+@_#".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String shortened(String text) {
        return Printable.of(text, 40);
    }

    /** The bytes of {@code keys}, in their order. */
    public static byte[] encode(Map<String, String> keys) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        keys.forEach((key, value) -> append(bytes, key, value));
        return bytes.toByteArray();
    }

    /** Appends one pair. */
    public static void append(ByteArrayOutputStream bytes, String key, String value) {
        bytes.writeBytes((key + '=' + value).getBytes(StandardCharsets.UTF_8));
        bytes.write(0);
    }
}
