package dev.sluice.iscsi.journal;

import dev.sluice.text.Printable;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jctools.queues.MpscArrayQueue;

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

    private static final int QUEUE = 4096;
    private static final int MOST_TEXT = 400;
    private static final int MOST_SUBJECT = 256;

    private final MpscArrayQueue<Note> queue = new MpscArrayQueue<>(QUEUE);
    private final LongAdder lost = new LongAdder();
    private final ReentrantLock sorting = new ReentrantLock();
    private final Deque<Note> latest = new ArrayDeque<>();
    private final Map<String, Deque<Note>> bySubject = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * A decision.
     *
     * @param first when it was made
     * @param last when it was made again, or the same
     * @param times how often it was made, one after the other
     * @param text what was decided about whom, and why: one sentence
     * @param subjects names of initiators and targets, serial numbers of logical units, {@code session NUMBER}
     */
    public record Entry(Instant first, Instant last, int times, String text, List<String> subjects) {}

    private static final class Note {
        private final Instant first = Instant.now();
        private final String text;
        private final List<String> subjects;
        private Instant last = first;
        private int times = 1;

        private Note(String text, List<String> subjects) {
            this.text = text;
            this.subjects = subjects;
        }

        private Entry entry() {
            return new Entry(first, last, times, text, subjects);
        }
    }

    /**
     * Notes a decision.
     *
     * @param text one sentence, without a secret; foreign words in it become printable here
     * @param subjects what it is about, the most particular first; null for none
     */
    public void note(String text, String... subjects) {
        List<String> about = new ArrayList<>(subjects.length);
        for (String subject : subjects) {
            if (subject != null && !subject.isEmpty()) {
                about.add(Printable.of(cut(subject, MOST_SUBJECT)));
            }
        }
        if (!queue.offer(new Note(Printable.of(cut(text, MOST_TEXT)), List.copyOf(about)))) {
            lost.increment();
        }
        if (sorting.tryLock()) {
            try {
                sort();
            } finally {
                sorting.unlock();
            }
        }
    }

    /** What is known about a subject, in any case of letters; the newest last. */
    public List<Entry> about(String subject) {
        String wanted = key(subject);
        return read(() -> {
            Set<Note> found = new LinkedHashSet<>();
            for (Note note : latest) {
                if (note.subjects.stream().anyMatch(one -> key(one).equals(wanted))) {
                    found.add(note);
                }
            }
            found.addAll(bySubject.getOrDefault(wanted, new ArrayDeque<>()));
            return entries(found);
        });
    }

    /** The newest of all, the newest last. */
    public List<Entry> latest() {
        return read(() -> entries(latest));
    }

    /** How many were lost because they came too fast. */
    public long lost() {
        return lost.sum();
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
        Note note;
        while ((note = queue.poll()) != null) {
            if (!isAgain(note)) {
                keep(note);
            }
        }
    }

    private boolean isAgain(Note note) {
        Deque<Note> known = note.subjects.isEmpty() ? latest : bySubject.get(key(note.subjects.getFirst()));
        Note before = known == null ? null : known.peekLast();
        if (before == null || !before.text.equals(note.text) || !before.subjects.equals(note.subjects)) {
            return false;
        }
        before.times++;
        before.last = note.first;
        return true;
    }

    private void keep(Note note) {
        add(latest, note, LATEST);
        for (String subject : note.subjects) {
            add(bySubject.computeIfAbsent(key(subject), ignored -> new ArrayDeque<>(2)), note, OF_SUBJECT);
        }
        var oldest = bySubject.keySet().iterator();
        while (bySubject.size() > SUBJECTS) {
            oldest.next();
            oldest.remove();
        }
    }

    private static void add(Deque<Note> to, Note note, int most) {
        to.addLast(note);
        if (to.size() > most) {
            to.removeFirst();
        }
    }

    private static String key(String subject) {
        return cut(subject, MOST_SUBJECT).toLowerCase(Locale.ROOT);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
