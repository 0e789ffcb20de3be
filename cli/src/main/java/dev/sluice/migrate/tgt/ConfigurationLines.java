package dev.sluice.migrate.tgt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of one file in the syntax of Perl's Config::General: without comments, and with continued lines joined. */
final class ConfigurationLines {
    private static final Pattern COMMENT = Pattern.compile("(?<!\\\\)#.*");
    private static final Pattern WHOLE_REMARK = Pattern.compile("\\s*/\\*.*?\\*/\\s*");

    private final List<Line> lines = new ArrayList<>();
    private boolean remark;
    private String begun;
    private int begunAt;

    /**
     * A line with something on it.
     *
     * @param number the number of its first line in the file, from 1
     */
    record Line(int number, String text) {}

    static List<Line> of(String file) {
        ConfigurationLines lines = new ConfigurationLines();
        int number = 0;
        for (String line : file.split("\\R", -1)) {
            lines.add(++number, line);
        }
        lines.end();
        return lines.lines;
    }

    private void add(int number, String line) {
        String text = withoutRemarks(line);
        text = COMMENT.matcher(text).replaceFirst("").replace("\\#", "#").strip();
        if (begun == null) {
            begunAt = number;
        } else {
            text = begun + text;
        }
        if (text.endsWith("\\")) {
            begun = text.substring(0, text.length() - 1);
            return;
        }
        begun = null;
        if (!text.isEmpty()) {
            lines.add(new Line(begunAt, text));
        }
    }

    private void end() {
        if (begun != null && !begun.isBlank()) {
            lines.add(new Line(begunAt, begun.strip()));
        }
    }

    /** The line without comments as in C, which may continue over several lines. */
    private String withoutRemarks(String line) {
        String text = line;
        if (remark) {
            int end = text.indexOf("*/");
            if (end < 0) {
                return "";
            }
            remark = false;
            text = text.substring(end + 2);
        }
        text = WHOLE_REMARK.matcher(text).replaceAll("");
        int begin = text.indexOf("/*");
        if (begin >= 0 && text.substring(0, begin).isBlank()) {
            remark = true;
            return "";
        }
        return text;
    }
}
