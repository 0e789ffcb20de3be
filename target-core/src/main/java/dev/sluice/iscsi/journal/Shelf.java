package dev.sluice.iscsi.journal;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jctools.queues.MpscArrayQueue;

/**
 * Notes by what they are about: the newest of all, and of each subject that was last heard of. {@link #offer} by any thread; everything
 * else by one at a time.
 */
final class Shelf {
    private final int latestNotes;
    private final int subjects;
    private final int ofSubject;
    private final MpscArrayQueue<Note> queue;
    private final LongAdder lost = new LongAdder();
    private final Deque<Note> latest = new ArrayDeque<>();
    private final Map<String, Deque<Note>> bySubject = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param latestNotes number of notes that are kept, and that may wait to be sorted in
     * @param subjects of how many subjects notes are kept
     * @param ofSubject number of notes of each subject
     */
    Shelf(int latestNotes, int subjects, int ofSubject) {
        this.latestNotes = latestNotes;
        this.subjects = subjects;
        this.ofSubject = ofSubject;
        this.queue = new MpscArrayQueue<>(latestNotes);
    }

    /** Takes a note, or counts it as lost where too many wait. */
    void offer(Note note) {
        if (!queue.offer(note)) {
            lost.increment();
        }
    }

    long lost() {
        return lost.sum();
    }

    /** The newest, the newest last. */
    Collection<Note> latest() {
        return latest;
    }

    /** Those kept for a subject. */
    Collection<Note> of(String key) {
        Deque<Note> notes = bySubject.get(key);
        return notes == null ? List.of() : notes;
    }

    /** Sorts in what waits. */
    void sort() {
        Note note;
        while ((note = queue.poll()) != null) {
            if (!isAgain(note)) {
                keep(note);
            }
        }
    }

    private boolean isAgain(Note note) {
        Deque<Note> known = note.subjects().isEmpty()
                ? latest
                : bySubject.get(Journal.key(note.subjects().getFirst()));
        Note before = known == null ? null : known.peekLast();
        return before != null && before.isRepeatedBy(note);
    }

    private void keep(Note note) {
        add(latest, note, latestNotes);
        for (String subject : note.subjects()) {
            add(bySubject.computeIfAbsent(Journal.key(subject), ignored -> new ArrayDeque<>(2)), note, ofSubject);
        }
        var oldest = bySubject.keySet().iterator();
        while (bySubject.size() > subjects) {
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
}
