package dev.sluice.config.file;

import dev.sluice.io.file.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the configuration itself. A crash of the program never loses a saved text. After a crash of the machine the file may be
 * old or damaged; the journal has the last text then. One thread at a time.
 */
final class SavedFile {
    private static final Logger LOG = LoggerFactory.getLogger(SavedFile.class);
    private static final Set<PosixFilePermission> USUAL = PosixFilePermissions.fromString("rw-r-----");

    private final Path file;
    private final EditJournal journal;
    private final Times times;

    /** The content of the file; null if it is unknown, or there is no file. */
    private byte[] known;

    /** The attributes of the file when it had that content. */
    private Stamp stamp;

    /** The attributes that change when a file is written. */
    private record Stamp(Object key, long size, FileTime modified) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
        }
    }

    SavedFile(Path file, Path folder) {
        this(file, folder, new Times());
    }

    SavedFile(Path file, Path folder, Times times) {
        this.file = file;
        this.journal = new EditJournal(folder);
        this.times = times;
    }

    /** The times of events, in ms. */
    static class Times {
        private static final String BOOTED = "btime ";

        /** The time of the last change of a file, or of its rename to this path. */
        long touched(Path file) throws IOException {
            return ((FileTime) Files.getAttribute(file, "unix:ctime")).toMillis();
        }

        /** The time at which the machine started; 0 if this process cannot read it. */
        long booted() {
            try {
                for (String line : Files.readAllLines(Path.of("/proc/stat"))) {
                    if (line.startsWith(BOOTED)) {
                        return 1000
                                * Long.parseLong(line.substring(BOOTED.length()).strip());
                    }
                }
            } catch (IOException e) {
                LOG.debug("the time when the machine started is not to be had", e);
            }
            return 0;
        }
    }

    Path path() {
        return file;
    }

    /** The text of the file, or null if there is none. */
    byte[] read() throws IOException {
        known = null;
        byte[] bytes = Files.exists(file) ? InputFile.readRegular(file) : null;
        return bytes == null ? null : afterCrash(bytes);
    }

    /**
     * The last saved text, from the journal if a crash of the machine has left an older file or a damaged one. A file that another
     * program has written since then stays as it is.
     */
    private byte[] afterCrash(byte[] bytes) throws IOException {
        List<EditJournal.State> states = journal.read();
        if (states.isEmpty() || Arrays.equals(bytes, states.getLast().text())) {
            return bytes;
        }
        long touched = times.touched(file);
        boolean crashed = touched < times.booted();
        for (EditJournal.State state : states) {
            boolean isOld = touched <= state.time() && Arrays.equals(bytes, state.text());
            if (isOld || crashed && isDamaged(bytes, state.text())) {
                LOG.warn(
                        "{}: a crash left an older or damaged file: what was saved last is taken from the journal",
                        file);
                return states.getLast().text();
            }
        }
        return bytes;
    }

    /** True if a file has the form of a text that did not reach the storage as a whole. */
    private static boolean isDamaged(byte[] bytes, byte[] text) {
        int same = Arrays.mismatch(bytes, text);
        return same == bytes.length || same >= 0 && same < bytes.length && isZero(bytes, same);
    }

    private static boolean isZero(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Accepts the text that was read as the base of the next change. */
    void accept(byte[] text) throws IOException {
        if (Arrays.equals(text, new DurableFile(file).read())) {
            new DurableFile(file).sync();
        } else {
            new DurableFile(file, permissions()).write(text);
        }
        know(text);
        journal.begin(text);
    }

    private void know(byte[] text) throws IOException {
        known = text;
        stamp = Stamp.of(file);
    }

    /** Writes a text, which is durable when this returns. A text that another program has written meanwhile is moved aside. */
    void write(byte[] text) throws IOException {
        putAside();
        if (known != null && Arrays.equals(known, text)) {
            return;
        }
        if (known != null && journal.isAt(known) && journal.append(text)) {
            new DurableFile(file, permissions()).replace(text);
        } else {
            // The file is written before the journal. A crash between the two leaves a file that the old journal does
            // not
            // know, and such a file is taken as it is.
            new DurableFile(file, permissions()).write(text);
            journal.begin(text);
        }
        know(text);
    }

    private void putAside() throws IOException {
        if (!Files.exists(file) || known != null && Stamp.of(file).equals(stamp)) {
            return;
        }
        byte[] now = Files.readAllBytes(file);
        if (!Arrays.equals(now, known)) {
            new DurableFile(file.resolveSibling(file.getFileName() + ".aside")).write(now);
        }
        known = null;
    }

    /** The permissions of the file; of a new one, its owner can write and its group can read. */
    private Set<PosixFilePermission> permissions() throws IOException {
        return Files.exists(file) ? Files.getPosixFilePermissions(file) : USUAL;
    }
}
