package dev.sluice.shell.line;

import java.util.ArrayList;
import java.util.List;

/**
 * A line: where, what, and with which words.
 *
 * @param path of the node that the command is for; null for the current one
 * @param command the command's name; null where there is only a path, or nothing at all
 * @param words its parameters
 */
public record Line(String path, String command, List<Word> words) {
    public Line {
        words = List.copyOf(words);
    }

    /**
     * Reads a line. Blanks separate words; quotes, single or double, and backslashes keep blanks in them; a word that begins with
     * {@code #} begins a comment.
     *
     * @throws UsageError if a quote is not closed
     */
    public static Line parse(String text) throws UsageError {
        return of(split(text));
    }

    /** A line whose words somebody else has separated. */
    public static Line of(List<String> words) {
        int next = 0;
        String path = null;
        if (!words.isEmpty() && isPath(words.getFirst())) {
            path = words.getFirst();
            next++;
        }
        String command = next < words.size() ? words.get(next++) : null;
        return new Line(
                path,
                command,
                words.subList(next, words.size()).stream().map(Word::new).toList());
    }

    /** Whether a first word is a path, and not a command. */
    public static boolean isPath(String word) {
        return word.indexOf('/') >= 0 || word.equals(".") || word.equals("..");
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return path == null && command == null;
    }

    /**
     * The words of a line.
     *
     * @throws UsageError if a quote is not closed
     */
    public static List<String> split(String text) throws UsageError {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
                continue;
            }
            if (Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                continue;
            }
            if (word == null) {
                if (c == '#') {
                    return words;
                }
                word = new StringBuilder();
            }
            switch (c) {
                case '\'', '"' -> quote = c;
                case '\\' -> word.append(i + 1 < text.length() ? text.charAt(++i) : c);
                default -> word.append(c);
            }
        }
        if (quote != 0) {
            throw new UsageError("a quote is not closed: write another " + quote + " where the text ends");
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
