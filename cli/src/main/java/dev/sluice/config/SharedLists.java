package dev.sluice.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Immutable lists as values. */
public final class SharedLists {
    private SharedLists() {}

    /** A sorted copy; the list itself if it is immutable and sorted already. Null counts as empty. */
    static <T> List<T> sorted(List<T> list, Comparator<T> order) {
        if (list == null || list.isEmpty()) {
            return List.of();
        }
        List<T> copy = List.copyOf(list);
        for (int i = 1; i < copy.size(); i++) {
            if (order.compare(copy.get(i - 1), copy.get(i)) > 0) {
                List<T> sorted = new ArrayList<>(copy);
                sorted.sort(order);
                return List.copyOf(sorted);
            }
        }
        return copy;
    }

    /** The item of that name in a list that is sorted by name, or null. Binary search. */
    static <T> T named(List<T> sorted, Function<T, String> name, String wanted) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = name.apply(sorted.get(middle)).compareTo(wanted);
            if (order == 0) {
                return sorted.get(middle);
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle;
        }
        return null;
    }

    /**
     * The range in which two lists differ: before and behind it are the same objects in both.
     *
     * @param from the first, in both
     * @param beforeEnd behind the last of the one
     * @param afterEnd behind the last of the other
     */
    public record Span(int from, int beforeEnd, int afterEnd) {}

    /** The range in which two lists differ; found without looking into any object. */
    public static Span span(List<?> before, List<?> after) {
        int beforeEnd = before.size();
        int afterEnd = after.size();
        if (before == after) {
            return new Span(beforeEnd, beforeEnd, afterEnd);
        }
        int from = 0;
        int least = Math.min(beforeEnd, afterEnd);
        while (from < least && before.get(from) == after.get(from)) {
            from++;
        }
        while (beforeEnd > from && afterEnd > from && before.get(beforeEnd - 1) == after.get(afterEnd - 1)) {
            beforeEnd--;
            afterEnd--;
        }
        return new Span(from, beforeEnd, afterEnd);
    }

    /** The first item that matches, or null. */
    public static <T> T find(List<T> list, Predicate<T> which) {
        for (T item : list) {
            if (which.test(item)) {
                return item;
            }
        }
        return null;
    }

    /** A copy with one more item. */
    public static <T> List<T> with(List<T> list, T item) {
        List<T> copy = new ArrayList<>(list.size() + 1);
        copy.addAll(list);
        copy.add(item);
        return copy;
    }

    /** The items of one and then those of another. */
    public static <T> List<T> joined(List<T> one, List<T> other) {
        List<T> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    /** A copy without one item. */
    public static <T> List<T> without(List<T> list, T item) {
        List<T> copy = new ArrayList<>(list);
        copy.remove(item);
        return copy;
    }

    /** A copy with one item replaced by another. */
    public static <T> List<T> replace(List<T> list, T item, T other) {
        List<T> copy = new ArrayList<>(list);
        copy.set(copy.indexOf(item), other);
        return copy;
    }
}
