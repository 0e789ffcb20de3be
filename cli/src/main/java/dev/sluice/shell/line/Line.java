package dev.sluice.shell.line;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of the shell: a path, a command and its words.
 *
 * @param path the path of the node that the command is for; null for the current node
 * @param command the command's name; null in an empty line, or after a path alone
 * @param words the words after the command
 */
public record Line(String path, String command, List<Word> words) {
    public Line {
        words = List.copyOf(words);
    }

    /**
     * Parses a line. Blanks separate words; quotes, single or double, and backslashes keep blanks in a word; a word that begins with
     * {@code #} begins a comment.
     *
     * @throws UsageError if a quote is not closed
     */
    public static Line parse(String text) throws UsageError {
        return of(split(text));
    }

    /** Returns the line of words that are separated already. */
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

    /** True if the first word of a line is a path, and no command. */
    public static boolean isPath(String word) {
        return word.indexOf('/') >= 0 || word.equals(".") || word.equals("..");
    }

    /** True if the line has neither a path nor a command. */
    public boolean isEmpty() {
        return path == null && command == null;
    }

    /**
     * Splits a line into words.
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
            throw new UsageError("a quote is not closed: write a second " + quote + " at the end of the text");
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
