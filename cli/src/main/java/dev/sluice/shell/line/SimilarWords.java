package dev.sluice.shell.line;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Words that differ little from a mistyped one. */
public final class SimilarWords {
    private static final int MISTYPED = 2;

    private SimilarWords() {}

    /** Returns the {@code names} that begin with {@code typed}, or differ from it by at most two letters. */
    public static List<String> to(String typed, Collection<String> names) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> name.startsWith(wanted) || distance(name, wanted) <= MISTYPED)
                .toList();
    }

    /** Returns the Levenshtein distance: the letters to insert, delete or replace to make one word of the other. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
