package dev.sluice.iscsi.journal;

import dev.sluice.text.Printable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The last decisions, in words, by what they are about: the newest {@link #LATEST} of all, and of each of the {@link #SUBJECTS}
 * subjects that were last heard of the newest {@link #OF_SUBJECT}. One that is the same as the last of its first subject is counted,
 * not kept again, so that an initiator that tries for hours does not push out what came before.
 *
 * <p>Any thread. Whoever writes puts a note in a queue and never waits: the notes are sorted in by the first who finds nobody at it, or who
 * asks. Notes that come faster than anybody sorts are counted and lost.
 */
public final class Journal {
    static final int LATEST = 4096;
    static final int SUBJECTS = 4096;
    static final int OF_SUBJECT = 16;

    /** The same of strangers, who have not logged in and can say what they like: they push out each other only. */
    static final int LATEST_OF_STRANGERS = 1024;

    static final int STRANGE_SUBJECTS = 1024;

    private static final int MOST_TEXT = 400;
    private static final int MOST_SUBJECT = 256;

    private final Shelf known = new Shelf(LATEST, SUBJECTS, OF_SUBJECT);
    private final Shelf strangers = new Shelf(LATEST_OF_STRANGERS, STRANGE_SUBJECTS, OF_SUBJECT);
    private final ReentrantLock sorting = new ReentrantLock();
    private final InstantSource clock;

    /**
     * A decision.
     *
     * @param first the time of the first of them
     * @param last the time of the last of them
     * @param times number of equal decisions, one after the other
     * @param text the decision and its reason, in one sentence
     * @param subjects names of initiators and targets, serial numbers of logical units, {@code session NUMBER}
     */
    public record Entry(Instant first, Instant last, int times, String text, List<String> subjects) {}

    /** @param clock for the times of decisions */
    public Journal(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Notes a decision.
     *
     * @param text one sentence, without a secret; foreign words in it become printable here
     * @param subjects its subjects, the most particular first; null for none
     */
    public void note(String text, String... subjects) {
        note(known, text, subjects);
    }

    /** Notes a decision about somebody who has not logged in, as {@link #note}. */
    void noteStranger(String text, String... subjects) {
        note(strangers, text, subjects);
    }

    private void note(Shelf shelf, String text, String... subjects) {
        List<String> about = new ArrayList<>(subjects.length);
        for (String subject : subjects) {
            if (subject != null && !subject.isEmpty()) {
                about.add(Printable.of(cut(subject, MOST_SUBJECT)));
            }
        }
        shelf.offer(new Note(clock.instant(), Printable.of(cut(text, MOST_TEXT)), List.copyOf(about)));
        if (sorting.tryLock()) {
            try {
                sort();
            } finally {
                sorting.unlock();
            }
        }
    }

    /** Decisions about a subject, in any case of letters; the newest last. */
    public List<Entry> about(String subject) {
        String wanted = key(subject);
        return read(() -> {
            Set<Note> found = new LinkedHashSet<>();
            for (Shelf shelf : List.of(known, strangers)) {
                for (Note note : shelf.latest()) {
                    if (note.subjects().stream().anyMatch(one -> key(one).equals(wanted))) {
                        found.add(note);
                    }
                }
                found.addAll(shelf.of(wanted));
            }
            return entries(found);
        });
    }

    /** The newest of all, the newest last. */
    public List<Entry> latest() {
        return read(() -> {
            List<Note> all = new ArrayList<>(known.latest());
            all.addAll(strangers.latest());
            return entries(all);
        });
    }

    /** Number of decisions that were lost because they came too fast. */
    public long lost() {
        return known.lost() + strangers.lost();
    }

    private interface Reading {
        List<Entry> read();
    }

    private List<Entry> read(Reading reading) {
        sorting.lock();
        try {
            sort();
            return reading.read();
        } finally {
            sorting.unlock();
        }
    }

    private static List<Entry> entries(Iterable<Note> notes) {
        List<Entry> entries = new ArrayList<>();
        notes.forEach(note -> entries.add(note.entry()));
        entries.sort((one, other) -> one.last().compareTo(other.last()));
        return List.copyOf(entries);
    }

    /** With the lock. */
    private void sort() {
        known.sort();
        strangers.sort();
    }

    static String key(String subject) {
        return cut(subject, MOST_SUBJECT).toLowerCase(Locale.ROOT);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
