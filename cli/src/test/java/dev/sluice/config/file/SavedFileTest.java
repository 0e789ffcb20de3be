package dev.sluice.config.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testing.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that a crash of the machine may leave, and the text that is read then. */
class SavedFileTest {
    private static final long EVER = Long.MAX_VALUE;

    @TempDir
    private Path folder;

    private Path path;
    private final Times times = new Times();
    private SavedFile file;

    /** Says what a test wants. */
    private static final class Times extends SavedFile.Times {
        private long touched;
        private long booted;

        @Override
        long touched(Path file) {
            return touched;
        }

        @Override
        long booted() {
            return booted;
        }
    }

    @BeforeEach
    void open() throws IOException {
        path = folder.resolve("sluice.json");
        Files.createDirectory(folder.resolve("versions"));
        file = reopened();
    }

    private SavedFile reopened() {
        return new SavedFile(path, folder.resolve("versions"), times);
    }

    @Test
    void shouldReadTheLastWhenTheFileIsAnOlderOneThatNobodyTouched() throws IOException {
        for (int i = 0; i < 5; i++) {
            file.write(text("text " + i));
        }
        for (int i = 0; i < 5; i++) {
            Files.write(path, text("text " + i));
            times.touched = 0;
            assertArrayEquals(text("text 4"), reopened().read());
        }
    }

    @Test
    void shouldReadTheFileWhenSomebodyTouchedIt() throws IOException {
        for (int i = 0; i < 5; i++) {
            file.write(text("text " + i));
        }
        Files.write(path, text("text 2"));
        times.touched = EVER;
        assertArrayEquals(text("text 2"), reopened().read());
        Files.write(path, text("another"));
        times.touched = 0;
        assertArrayEquals(text("another"), reopened().read());
    }

    @Test
    void shouldReadTheLastWhenTheMachineLeftAPartOfTheFile() throws IOException {
        file.write(text("text 0"));
        file.write(text("text 1"));
        times.touched = 1;
        for (byte[] damaged : List.of(new byte[0], new byte[6], text("text"), Arrays.copyOf(text("text"), 6))) {
            Files.write(path, damaged);
            times.booted = 2;
            assertArrayEquals(text("text 1"), reopened().read());
            times.booted = 0;
            assertArrayEquals(damaged, reopened().read());
        }
    }

    @Test
    void shouldHaveTheLastTextWhateverWasWritten() throws IOException {
        Random random = Seed.random("shouldHaveTheLastTextWhateverWasWritten");
        RandomConfiguration configurations = new RandomConfiguration(random);
        byte[] text = null;
        for (int i = 0; i < 600; i++) {
            byte[] before = text;
            text = ConfigurationText.write(configurations.next());
            file.write(text);
            if (random.nextInt(20) == 0) {
                times.touched = 0;
                if (before != null && random.nextBoolean()) {
                    Files.write(path, before);
                }
                file = reopened();
                byte[] read = file.read();
                assertTrue(
                        Arrays.equals(text, read) || Arrays.equals(before, read) && journalIsNew(before), "text " + i);
                text = read;
                file.accept(read);
                assertArrayEquals(read, Files.readAllBytes(path));
            }
        }
    }

    /** Then the file was written before the journal, and putting another there is no crash. */
    private boolean journalIsNew(byte[] before) throws IOException {
        return new EditJournal(folder.resolve("versions"))
                .read().stream().noneMatch(state -> Arrays.equals(before, state.text()));
    }

    @Test
    void shouldReadNothingThatWasNotWrittenWhenTheJournalIsDamaged() throws IOException {
        Random random = Seed.random("shouldReadNothingThatWasNotWrittenWhenTheJournalIsDamaged");
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String text =
                    "text " + i + "\n" + "x".repeat(random.nextInt(300)) + "\n  \"targets\": [" + random.nextInt();
            file.write(text(text));
            written.add(text);
        }
        Path journal = folder.resolve("versions/journal");
        byte[] intact = Files.readAllBytes(journal);
        Files.write(path, text(written.getFirst()));
        times.touched = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = intact.clone();
            damaged[random.nextInt(6_000)] = (byte) random.nextInt();
            Files.write(journal, damaged);
            assertTrue(written.contains(new String(reopened().read(), StandardCharsets.UTF_8)));
        }
    }

    @Test
    void shouldPutAsideWhatSomebodyElseWrote() throws IOException {
        file.write(text("one"));
        file.write(text("two"));
        assertFalse(Files.exists(folder.resolve("sluice.json.aside")));
        Files.write(path, text("mine, and longer"));
        file.write(text("three"));

        assertEquals("mine, and longer", Files.readString(folder.resolve("sluice.json.aside")));
        assertEquals("three", Files.readString(path));
        times.touched = EVER;
        assertArrayEquals(text("three"), reopened().read());
    }

    @Test
    void shouldEditOneTextIntoAnother() {
        Random random = Seed.random("shouldEditOneTextIntoAnother");
        RandomConfiguration configurations = new RandomConfiguration(random);
        byte[] before = ConfigurationText.write(configurations.next());
        for (int i = 0; i < 500; i++) {
            byte[] after =
                    random.nextInt(3) == 0 ? ConfigurationText.write(configurations.next()) : changed(before, random);
            List<TextEdit> edits = TextEdit.between(before, after);
            assertArrayEquals(after, TextEdit.apply(before, edits));
            assertTrue(edits.size() <= 2);
            before = after;
        }
    }

    private static byte[] changed(byte[] text, Random random) {
        int at = random.nextInt(text.length);
        int cut = random.nextInt(Math.min(50, text.length - at));
        byte[] put = new byte[random.nextInt(50)];
        random.nextBytes(put);
        return TextEdit.apply(text, List.of(new TextEdit(at, cut, put)));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
