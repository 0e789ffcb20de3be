package dev.sluice.io.memory;

import java.util.Arrays;

/** Spans of a share in a list from which any can be taken out; the one that came last is the first. Owner: the pool's loop thread. */
final class SpanList {
    private Span first;

    static SpanList[] perSizeClass() {
        SpanList[] lists = new SpanList[SizeClass.COUNT];
        Arrays.setAll(lists, sizeClass -> new SpanList());
        return lists;
    }

    Span first() {
        return first;
    }

    void add(Span span) {
        span.previous = null;
        span.next = first;
        if (first != null) {
            first.previous = span;
        }
        first = span;
    }

    void remove(Span span) {
        if (span.previous == null) {
            first = span.next;
        } else {
            span.previous.next = span.next;
        }
        if (span.next != null) {
            span.next.previous = span.previous;
        }
        span.previous = null;
        span.next = null;
    }
}
