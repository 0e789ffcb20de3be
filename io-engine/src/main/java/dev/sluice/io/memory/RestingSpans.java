package dev.sluice.io.memory;

/** The spans at rest of all shares of a pool, in the order in which they came to rest. Owner: the pool's loop thread. */
final class RestingSpans {
    private Span oldest;
    private Span newest;

    Span oldest() {
        return oldest;
    }

    void add(Span span) {
        span.olderAtRest = newest;
        span.newerAtRest = null;
        if (newest == null) {
            oldest = span;
        } else {
            newest.newerAtRest = span;
        }
        newest = span;
    }

    void remove(Span span) {
        if (span.olderAtRest == null) {
            oldest = span.newerAtRest;
        } else {
            span.olderAtRest.newerAtRest = span.newerAtRest;
        }
        if (span.newerAtRest == null) {
            newest = span.olderAtRest;
        } else {
            span.newerAtRest.olderAtRest = span.olderAtRest;
        }
        span.olderAtRest = null;
        span.newerAtRest = null;
    }
}
