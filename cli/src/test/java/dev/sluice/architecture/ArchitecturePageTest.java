package dev.sluice.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/architecture.md names classes, members and packages that exist, and every package of the program. */
class ArchitecturePageTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of("io-engine", "target-core", "cli");
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?`");
    private static final Pattern PACKAGE = Pattern.compile("`(dev\\.sluice(?:\\.[a-z]\\w*)*)`");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(dev\\.sluice[\\w.]*)` \\| (.*) \\|$");

    /** Classes of Netty and of Java, and tests. */
    private static final Set<String> FOREIGN = Set.of(
            "SingleThreadIoEventLoop",
            "IoUringIoHandler",
            "IoUringIoHandle",
            "System",
            "ArchitectureTest",
            "ArchitecturePageTest");

    private final String page = read(ROOT.resolve("docs/architecture.md"));
    private final Map<String, Path> classes = new TreeMap<>();
    private final Map<String, Path> folders = new TreeMap<>();

    ArchitecturePageTest() throws IOException {
        for (String module : MODULES) {
            Path sources = ROOT.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                    classes.put(file.getFileName().toString().replace(".java", ""), file);
                    folders.put(sources.relativize(file.getParent()).toString().replace('/', '.'), file.getParent());
                });
            }
        }
    }

    @Test
    void shouldNameClassesAndMembersThatExist() {
        Set<String> unknown = new TreeSet<>();
        int named = 0;
        Matcher names = CLASS.matcher(page);
        while (names.find()) {
            String name = names.group(1);
            if (FOREIGN.contains(name)) {
                continue;
            }
            named++;
            Path source = classes.get(name);
            if (source == null || names.group(2) != null && !read(source).contains(names.group(2) + "(")) {
                unknown.add(names.group());
            }
        }
        assertEquals(Set.of(), unknown, "named in docs/architecture.md, and not there");
        assertFalse(named < 50, "docs/architecture.md names few classes: " + named);
    }

    /** The text of a row is the first sentence of the package's own page, so that neither becomes stale alone. */
    @Test
    void shouldSayOfEachPackageTheFirstSentenceOfItsPage() {
        Map<String, String> differing = new TreeMap<>();
        Matcher rows = ROW.matcher(page);
        while (rows.find()) {
            Path own = folders.get(rows.group(1)).resolve("package-info.java");
            if (!plain(read(own)).contains(plain(rows.group(2)))) {
                differing.put(rows.group(1), rows.group(2));
            }
        }
        assertEquals(Map.of(), differing, "rows of docs/architecture.md that differ from package-info.java");
    }

    @Test
    void shouldNameEveryPackageAndNoOther() {
        Set<String> named = new TreeSet<>();
        Matcher names = PACKAGE.matcher(page);
        while (names.find()) {
            named.add(names.group(1));
        }
        assertEquals(folders.keySet(), named, "packages of the program, and those in docs/architecture.md");
    }

    /** Text on one line, without marks of Javadoc and Markdown, and without the package before a class. */
    private static String plain(String text) {
        return text.replaceAll("(?:\\s*\\n \\*)+ ?", " ")
                .replaceAll("\\{@\\w+ |[`}]", "")
                .replaceAll("\\b(?:[a-z]+\\.)+(?=[A-Z])", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
