package dev.sluice.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source files of every module. */
final class Sources {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final List<String> MODULES = List.of("io-engine", "target-core", "cli", "perf");

    private Sources() {}

    /** The Java files of all modules; {@code tree} is "main" or "test". */
    static Stream<Path> files(String tree) {
        return MODULES.stream().flatMap(module -> files(module, tree));
    }

    /** The Java files of a module. */
    static Stream<Path> files(String module, String tree) {
        assertTrue(Files.isDirectory(ROOT.resolve(module)), () -> "no module " + module + " in " + ROOT);
        Path folder = ROOT.resolve(module).resolve("src").resolve(tree).resolve("java");
        return Files.isDirectory(folder) ? javaFilesIn(folder) : Stream.empty();
    }

    private static Stream<Path> javaFilesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
