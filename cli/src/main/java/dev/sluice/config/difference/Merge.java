package dev.sluice.config.difference;

import java.util.Comparator;
import java.util.List;

/** Goes through two sorted lists at once. What is the same object in both is passed over. */
final class Merge {
    private Merge() {}

    /** What is done with items. */
    interface Outcome<T> {
        void created(T item);

        void deleted(T item);

        void changed(T before, T after);
    }

    static <T> void of(List<T> before, List<T> after, Comparator<T> order, Outcome<T> outcome) {
        if (before == after) {
            return;
        }
        int b = 0;
        int a = 0;
        while (b < before.size() || a < after.size()) {
            int which = b == before.size() ? 1 : a == after.size() ? -1 : order.compare(before.get(b), after.get(a));
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
