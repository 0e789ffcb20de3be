package dev.sluice.iscsi.journal;

import java.time.Instant;
import java.util.List;

/** A decision as it is kept, with how often it was made. Whoever has the journal's lock. */
final class Note {
    private final Instant first;
    private final String text;
    private final List<String> subjects;
    private Instant last;
    private int times = 1;

    Note(Instant at, String text, List<String> subjects) {
        this.first = at;
        this.last = at;
        this.text = text;
        this.subjects = subjects;
    }

    List<String> subjects() {
        return subjects;
    }

    /** Counts {@code other} and returns true if it says the same. */
    boolean isRepeatedBy(Note other) {
        if (!text.equals(other.text) || !subjects.equals(other.subjects)) {
            return false;
        }
        times++;
        last = other.first;
        return true;
    }

    Journal.Entry entry() {
        return new Journal.Entry(first, last, times, text, subjects);
    }
}
