package dev.sluice.config.file;

import dev.sluice.io.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The last saved configurations, each in a file of its own, in one folder. One thread at a time. */
final class VersionStore {
    /** The number of kept versions. */
    static final int KEPT = 10;

    private static final Pattern FILE = Pattern.compile("([0-9]{6,9})\\.json");
    private static final Pattern SECRET = Pattern.compile("\"secret\"\\s*:\\s*\"([0-9a-f]{16})\"");
    private static final int MAX_SUMMARY = 4096;

    private final Path folder;

    /** Ids of the secrets of each version that was read for them. */
    private final Map<Integer, Set<String>> secrets = new HashMap<>();

    VersionStore(Path folder) {
        this.folder = folder;
    }

    /** The newest first. */
    List<SavedVersion> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<SavedVersion> versions = new ArrayList<>();
        for (int number : numbers()) {
            versions.add(new SavedVersion(
                    number, Files.getLastModifiedTime(file(number)).toInstant(), summary(number), file(number)));
        }
        return versions;
    }

    /** The newest first. */
    private List<Integer> numbers() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> FILE.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> Integer.valueOf(matcher.group(1)))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    /** The number of the newest, or 0. */
    int newest() throws IOException {
        List<Integer> numbers = numbers();
        return numbers.isEmpty() ? 0 : numbers.getFirst();
    }

    /** The text of a version, or null if it is not kept. */
    byte[] read(int number) throws IOException {
        try {
            return Files.readAllBytes(file(number));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** True if a version has that text. */
    boolean has(byte[] text) throws IOException {
        for (int number : numbers()) {
            if (Files.size(file(number)) == text.length && Arrays.equals(read(number), text)) {
                return true;
            }
        }
        return false;
    }

    /** Creates the folder if it does not exist. */
    void makeFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** Adds a version; a crash of the machine soon after may lose it. */
    void add(int number, byte[] text, Set<String> itsSecrets, String summary) throws IOException {
        Files.writeString(summaryFile(number), summary);
        new DurableFile(file(number)).replace(text);
        secrets.put(number, Set.copyOf(itsSecrets));
    }

    /** Deletes all but the newest versions. Returns true if one was deleted. */
    boolean forgetOld() throws IOException {
        List<Integer> numbers = numbers();
        for (int number : numbers.subList(Math.min(KEPT, numbers.size()), numbers.size())) {
            Files.deleteIfExists(file(number));
            Files.deleteIfExists(summaryFile(number));
            secrets.remove(number);
        }
        return numbers.size() > KEPT;
    }

    /** The ids of the secrets of all versions. */
    Set<String> secrets() throws IOException {
        Set<String> all = new HashSet<>();
        for (int number : numbers()) {
            Set<String> its = secrets.get(number);
            if (its == null) {
                its = new HashSet<>();
                Matcher matcher = SECRET.matcher(Files.readString(file(number)));
                while (matcher.find()) {
                    its.add(matcher.group(1));
                }
                secrets.put(number, its);
            }
            all.addAll(its);
        }
        return all;
    }

    Path file(int number) {
        return folder.resolve("%06d.json".formatted(number));
    }

    private Path summaryFile(int number) {
        return folder.resolve("%06d.txt".formatted(number));
    }

    /** The summary of a version; empty if it was lost. */
    private String summary(int number) throws IOException {
        try {
            String text = new String(Files.readAllBytes(summaryFile(number)), StandardCharsets.UTF_8);
            String line = text.replaceAll("\\p{Cntrl}", " ").strip();
            return line.length() <= MAX_SUMMARY ? line : line.substring(0, MAX_SUMMARY);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
