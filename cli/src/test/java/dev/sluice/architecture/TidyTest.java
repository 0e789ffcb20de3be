package dev.sluice.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every source file of every module has, checked on the sources themselves. */
class TidyTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of("io-engine", "target-core", "cli", "perf");

    /** 300 lines are a lot; more than these are not one class any more. */
    private static final int MAX_LINES = 400;

    private static final Pattern LATER = Pattern.compile("\\b(?:" + "TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    private static final Pattern SKIPPED = Pattern.compile("@" + "Disabled|\\bassume(?:True|False|That)\\(");

    @Test
    void shouldSayWhatAPackageIsInItsPackageInfo() {
        assertNone(
                "packages without package-info.java",
                "main",
                file -> !Files.exists(file.resolveSibling("package-info.java")));
    }

    @Test
    void shouldFitOneSittingWhenAClassIsRead() {
        assertNone(
                "classes of more than " + MAX_LINES + " lines",
                "main",
                file -> read(file).lines().count() > MAX_LINES);
    }

    @Test
    void shouldLeaveNothingForLater() {
        for (String tree : List.of("main", "test")) {
            assertNone("files with a note for later", tree, file -> LATER.matcher(read(file))
                    .find());
        }
    }

    @Test
    void shouldRunEveryTest() {
        assertNone("files with skipped tests", "test", file -> SKIPPED.matcher(read(file))
                .find());
    }

    private static void assertNone(String what, String tree, Predicate<Path> isBad) {
        assertEquals(
                List.of(), sources(tree).filter(isBad).map(ROOT::relativize).toList(), what);
    }

    private static Stream<Path> sources(String tree) {
        return MODULES.stream().flatMap(module -> {
            assertTrue(Files.isDirectory(ROOT.resolve(module)), () -> "no module " + module + " in " + ROOT);
            Path folder = ROOT.resolve(module).resolve("src").resolve(tree).resolve("java");
            return Files.isDirectory(folder) ? javaFilesIn(folder) : Stream.empty();
        });
    }

    private static Stream<Path> javaFilesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
