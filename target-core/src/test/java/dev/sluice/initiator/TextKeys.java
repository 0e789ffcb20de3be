package dev.sluice.initiator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The key=value text of login and text PDUs (RFC 7143 6.1): pairs that each end in a zero byte. */
public final class TextKeys {
    private TextKeys() {}

    public static byte[] encode(Map<String, String> keys) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        keys.forEach((key, value) -> {
            text.writeBytes((key + "=" + value).getBytes(StandardCharsets.UTF_8));
            text.write(0);
        });
        return text.toByteArray();
    }

    /** The pairs in order; a key such as TargetName may come several times. */
    public static List<Map.Entry<String, String>> decode(byte[] text) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (String pair : new String(text, StandardCharsets.UTF_8).split("\0")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                if (equals < 0) {
                    throw new ProtocolViolation("text without '=': " + pair);
                }
                pairs.add(Map.entry(pair.substring(0, equals), pair.substring(equals + 1)));
            }
        }
        return pairs;
    }
}
