package dev.sluice.config.file;

import dev.sluice.config.SharedLists;
import java.util.List;

/** The last text of a list. One thread at a time. */
final class ListText<T> {
    private List<T> items = List.of();

    /** The text between the brackets, without the line break before the closing one. */
    private String text = "";

    /** The end of each item in the text; an item begins with its separator from the one before. */
    private int[] ends = {};

    /** The range of items to write anew; the whole list if items are added or removed at its front, since the first item has another separator. */
    SharedLists.Span differing(List<T> now) {
        SharedLists.Span span = SharedLists.span(items, now);
        boolean moved = (span.beforeEnd() == 0) != (span.afterEnd() == 0);
        return moved ? new SharedLists.Span(0, items.size(), now.size()) : span;
    }

    /** Writes the kept text before the range. */
    void head(SharedLists.Span span, StringBuilder to) {
        to.append(text, 0, end(span.from()));
    }

    /** Writes the kept text behind the range, and stores the ends of the kept items. */
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
