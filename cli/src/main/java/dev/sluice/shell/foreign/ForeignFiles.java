package dev.sluice.shell.foreign;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Configuration files of targetcli and tgt, recognized where one of this program's is expected. */
public final class ForeignFiles {
    /** The bytes at the beginning of a file that are searched for its format. */
    private static final int MOST_READ = 1 << 20;

    private static final Pattern TGT = Pattern.compile("(?m)^\\s*(<target\\s|default-driver\\s)");

    private ForeignFiles() {}

    /** Returns advice for a file in a foreign format, or null if its format is not foreign. */
    public static String advice(String path, byte[] text) {
        String start = new String(text, 0, Math.min(text.length, MOST_READ), StandardCharsets.UTF_8);
        if (start.stripLeading().startsWith("{")
                && (start.contains("\"storage_objects\"") || start.contains("\"fabric_modules\""))) {
            return path + " is a file of targetcli: convert it with sluice import lio " + path
                    + " -o NEW, then write plan NEW and apply NEW";
        }
        if (TGT.matcher(start).find()) {
            return path + " is a file of tgt-admin: convert it with sluice import tgt " + path
                    + " -o NEW, then write plan NEW and apply NEW";
        }
        return null;
    }

    /** Returns advice for a missing file that targetcli has, or an empty text. */
    public static String missingFile(String path) {
        return path.endsWith("/saveconfig.json")
                ? "; a file of targetcli is imported with sluice import lio FILE. 'versions' lists Sluice's own saved"
                        + " versions"
                : "";
    }
}
