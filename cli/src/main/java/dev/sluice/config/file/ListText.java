package dev.sluice.config.file;

import dev.sluice.config.SharedLists;
import java.util.List;

/** The last text of a list. One thread at a time. */
final class ListText<T> {
    private List<T> items = List.of();

    /** The text between the brackets, without the line before the last. */
    private String text = "";

    /** The end of each item in the text; an item begins with what separates it from the one before. */
    private int[] ends = {};

    /** The range that has to be written anew. The first of a list is separated in another way: as the first it stays, or it is written anew. */
    SharedLists.Span differing(List<T> now) {
        SharedLists.Span span = SharedLists.span(items, now);
        boolean moved = (span.beforeEnd() == 0) != (span.afterEnd() == 0);
        return moved ? new SharedLists.Span(0, items.size(), now.size()) : span;
    }

    /** Writes again what is before. */
    void head(SharedLists.Span span, StringBuilder to) {
        to.append(text, 0, end(span.from()));
    }

    /** Writes again what is behind, and says where all ends that was not written anew. */
    void tail(SharedLists.Span span, StringBuilder to, int start, int[] newEnds) {
        System.arraycopy(ends, 0, newEnds, 0, span.from());
        int moved = to.length() - start - end(span.beforeEnd());
        to.append(text, end(span.beforeEnd()), text.length());
        for (int i = span.afterEnd(); i < newEnds.length; i++) {
            newEnds[i] = ends[span.beforeEnd() + i - span.afterEnd()] + moved;
        }
    }

    private int end(int count) {
        return count == 0 ? 0 : ends[count - 1];
    }

    void set(List<T> nowItems, String nowText, int[] nowEnds) {
        items = nowItems;
        text = nowText;
        ends = nowEnds;
    }
}
