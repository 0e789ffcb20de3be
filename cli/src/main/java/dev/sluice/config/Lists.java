package dev.sluice.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Immutable lists as values. */
public final class Lists {
    private Lists() {}

    /** A copy in order; the list itself where it is an immutable one in order already. Null is empty. */
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

    /** The first that matches, or null. */
    public static <T> T find(List<T> list, Predicate<T> which) {
        for (T item : list) {
            if (which.test(item)) {
                return item;
            }
        }
        return null;
    }

    /** With one item more. */
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

    /** Without one item. */
    public static <T> List<T> without(List<T> list, T item) {
        List<T> copy = new ArrayList<>(list);
        copy.remove(item);
        return copy;
    }

    /** With another item in the place of one. */
    public static <T> List<T> replace(List<T> list, T item, T other) {
        List<T> copy = new ArrayList<>(list);
        copy.set(copy.indexOf(item), other);
        return copy;
    }
}
