package dev.sluice.config.file;

import java.nio.charset.StandardCharsets;

/** Recognizes files that are not UTF-8 text, and files of other programs; gives advice for each. */
public final class FileKind {
    private static final int HEAD = 4096;

    private FileKind() {}

    /** The reason why bytes are no text, and the remedy; null if they may be text. */
    public static String binary(byte[] bytes) {
        String packed = Compression.of(bytes);
        if (packed != null) {
            return "it " + packed;
        }
        if (bytes.length > 262 && new String(bytes, 257, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
            return "it is a tar archive: unpack it, and name the file that was in it";
        }
        if (begins(bytes, 0xff, 0xfe) || begins(bytes, 0xfe, 0xff)) {
            return "it is UTF-16: iconv -f UTF-16 -t UTF-8 FILE > OTHER, and name OTHER";
        }
        for (int i = 0; i < Math.min(bytes.length, HEAD); i++) {
            if (bytes[i] == 0) {
                return "it is no text: a zero byte is in it, at offset " + i;
            }
        }
        return null;
    }

    /** The program whose configuration a text is, and advice, in words; null if it is none of a known program. */
    public static String foreign(String text) {
        String head = text.substring(0, Math.min(text.length(), 1 << 16));
        if (head.stripLeading().startsWith("{")
                && (head.contains("\"storage_objects\"") || head.contains("\"fabric_modules\""))) {
            return "this is what targetcli saved, for LIO: sluice import lio FILE -o OTHER makes a configuration of it";
        }
        if (head.lines().anyMatch(line -> line.strip().startsWith("<target"))) {
            return "this is a configuration of tgt: sluice import tgt FILE -o OTHER makes one of Sluice of it";
        }
        return null;
    }

    private static boolean begins(byte[] bytes, int... head) {
        if (bytes.length < head.length) {
            return false;
        }
        for (int i = 0; i < head.length; i++) {
            if ((bytes[i] & 0xff) != head[i]) {
                return false;
            }
        }
        return true;
    }
}
