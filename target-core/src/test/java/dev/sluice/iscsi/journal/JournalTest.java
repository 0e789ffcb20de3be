package dev.sluice.iscsi.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final Journal journal = new Journal(InstantSource.system());

    private List<String> about(String subject) {
        return journal.about(subject).stream().map(Journal.Entry::text).toList();
    }

    @Test
    void shouldFindWhatIsAboutASubjectInAnyCase() {
        journal.note("one", "iqn.a", "iqn.b");
        journal.note("two", "iqn.B", null);
        journal.note("three", "iqn.c");

        assertEquals(List.of("one"), about("iqn.a"));
        assertEquals(List.of("one", "two"), about("IQN.b"));
        assertEquals(List.of(), about("nobody"));
        assertEquals(3, journal.latest().size());
    }

    @Test
    void shouldCountWhatHappensAgainAndAgain() {
        for (int i = 0; i < 1000; i++) {
            journal.note("refused", "iqn.a", "target");
        }
        journal.note("admitted", "iqn.a", "target");
        journal.note("refused", "iqn.a", "target");

        List<Journal.Entry> entries = journal.about("iqn.a");
        assertEquals(
                List.of(1000, 1, 1), entries.stream().map(Journal.Entry::times).toList());
        assertTrue(!entries.getFirst().first().isAfter(entries.getFirst().last()));
    }

    @Test
    void shouldKeepTheLastOfASubjectWhenOthersAreLoud() {
        journal.note("quiet", "iqn.quiet");
        for (int i = 0; i < 3 * Journal.LATEST; i++) {
            journal.note("loud " + i, "iqn.loud");
        }

        assertEquals(List.of("quiet"), about("iqn.quiet"));
        assertEquals(Journal.LATEST, journal.about("iqn.loud").size());
        assertEquals(Journal.LATEST, journal.latest().size());
    }

    @Test
    void shouldKeepWhatMattersWhenStrangersAreLoud() {
        journal.note("logged in", "iqn.a", "target");
        for (int i = 0; i < 3 * Journal.SUBJECTS; i++) {
            journal.noteStranger("refused " + i, "iqn.stranger" + i, "target", "192.0.2." + i % 256);
        }
        journal.noteStranger("refused, too", "iqn.a");

        assertEquals(List.of("logged in", "refused, too"), about("iqn.a"));
        assertTrue(about("target").contains("logged in"));
        assertTrue(journal.latest().size() <= 1 + Journal.LATEST_OF_STRANGERS);
    }

    @Test
    void shouldBeBoundedWhenThereAreMoreSubjectsThanFit() {
        for (int i = 0; i < 2 * Journal.SUBJECTS; i++) {
            journal.note("x".repeat(10_000), "iqn." + i);
        }

        assertEquals(List.of(), about("iqn.0"));
        assertEquals(1, about("iqn." + (2 * Journal.SUBJECTS - 1)).size());
        assertTrue(journal.latest().getFirst().text().length() < 1000);
    }

    @Test
    void shouldKeepOrCountAllWhenManyThreadsWrite() throws InterruptedException {
        int threads = 4;
        int each = 20_000;
        CountDownLatch done = new CountDownLatch(threads);
        IntStream.range(0, threads).forEach(thread -> Thread.ofPlatform().start(() -> {
            for (int i = 0; i < each; i++) {
                journal.note("of thread " + thread, "iqn." + thread);
            }
            done.countDown();
        }));
        done.await();

        long kept = IntStream.range(0, threads)
                .mapToLong(thread -> journal.about("iqn." + thread).stream()
                        .mapToLong(Journal.Entry::times)
                        .sum())
                .sum();
        assertEquals((long) threads * each, kept + journal.lost());
    }
}
