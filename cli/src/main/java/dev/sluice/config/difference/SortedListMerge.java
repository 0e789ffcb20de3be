package dev.sluice.config.difference;

import dev.sluice.config.SharedLists;
import java.util.Comparator;
import java.util.List;

/** Compares two sorted lists in one pass. Objects that both share are skipped. */
final class SortedListMerge {
    private SortedListMerge() {}

    /** The outcome for each item. */
    interface Outcome<T> {
        void created(T item);

        void deleted(T item);

        void changed(T before, T after);
    }

    static <T> void of(List<T> before, List<T> after, Comparator<T> order, Outcome<T> outcome) {
        SharedLists.Span span = SharedLists.span(before, after);
        int b = span.from();
        int a = span.from();
        while (b < span.beforeEnd() || a < span.afterEnd()) {
            int which =
                    b == span.beforeEnd() ? 1 : a == span.afterEnd() ? -1 : order.compare(before.get(b), after.get(a));
            if (which < 0) {
                outcome.deleted(before.get(b++));
            } else if (which > 0) {
                outcome.created(after.get(a++));
            } else {
                if (before.get(b) != after.get(a)) {
                    outcome.changed(before.get(b), after.get(a));
                }
                b++;
                a++;
            }
        }
    }
}
