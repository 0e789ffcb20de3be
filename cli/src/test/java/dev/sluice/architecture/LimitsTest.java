package dev.sluice.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds docs/limits.md: its values are those of the program, its flags are there, and so are the tests that it names. */
class LimitsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CONSTANT = Pattern.compile("`(\\w+)\\.([A-Z_]+)`(?: = ([\\d,]+(?: [KM]iB)?))?");
    private static final Pattern NUMBER = Pattern.compile("([\\d,]+)(?: (KiB|MiB|s))?");

    private record Row(String what, String value, String from, String test) {}

    private static final List<Row> ROWS = new ArrayList<>();
    /** The packages of classes, and the names of tests, by their simple names. */
    private static final Map<String, String> CLASSES = new HashMap<>();

    private static final Map<String, Path> TESTS = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (String line : Files.readAllLines(ROOT.resolve("docs/limits.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 7
                    && !cells[1].isBlank()
                    && !cells[1].contains("---")
                    && !cells[5].contains("held by")) {
                ROWS.add(new Row(cells[1].strip(), cells[2].strip(), cells[3].strip(), cells[5].strip()));
            }
        }
        for (String module : List.of("io-engine", "target-core", "cli")) {
            index(
                    ROOT.resolve(module).resolve("src/main/java"),
                    (name, file) -> CLASSES.put(
                            name,
                            file.toString().replace('/', '.').replaceAll("^.*\\.src\\.main\\.java\\.|\\.java$", "")));
            index(ROOT.resolve(module).resolve("src/test/java"), TESTS::put);
        }
    }

    private static void index(Path sources, BiConsumer<String, Path> each) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> each.accept(file.getFileName().toString().replace(".java", ""), file));
        }
    }

    @Test
    void shouldHaveTheValuesOfTheProgram() throws ReflectiveOperationException {
        assertTrue(ROWS.size() > 50, ROWS.size() + " rows");
        for (Row row : ROWS) {
            Matcher constant = CONSTANT.matcher(row.from());
            while (constant.find()) {
                String said = constant.group(3) == null ? row.value() : constant.group(3);
                assertEquals(said(said, constant.group(2)), valueOf(constant.group(1), constant.group(2)), row.what());
            }
        }
    }

    private static long valueOf(String type, String field) throws ReflectiveOperationException {
        assertTrue(CLASSES.containsKey(type), type + " is no class");
        Field constant = Class.forName(CLASSES.get(type)).getDeclaredField(field);
        constant.setAccessible(true);
        return ((Number) constant.get(null)).longValue();
    }

    private static long said(String text, String field) {
        Matcher number = NUMBER.matcher(text);
        assertTrue(number.matches(), "no number: " + text);
        long value = Long.parseLong(number.group(1).replace(",", ""));
        return switch (number.group(2)) {
            case "KiB" -> value << 10;
            case "MiB" -> value << 20;
            case "s" -> field.endsWith("_MILLIS") ? value * 1000 : value;
            case null, default -> value;
        };
    }

    @Test
    void shouldNameFlagsWithTheirDefaults() throws IOException {
        String options = Files.readString(ROOT.resolve("cli/src/main/java/dev/sluice/cli/TuningOptions.java"))
                + Files.readString(ROOT.resolve("cli/src/main/java/dev/sluice/cli/SessionOptions.java"));
        for (Row row : ROWS) {
            Matcher flag = Pattern.compile("`(--[a-z0-9-]+)`").matcher(row.from());
            String[] values = row.value().split(", ");
            for (int i = 0; flag.find(); i++) {
                int at = options.indexOf("\"" + flag.group(1) + "\"");
                assertTrue(at >= 0, row.what() + ": there is no " + flag.group(1));
                Matcher usual = Pattern.compile("defaultValue = \"(\\w+)\"")
                        .matcher(options.substring(at, options.indexOf("private String", at)));
                if (usual.find()) {
                    assertEquals(usual.group(1), values[i].split(" ")[0], row.what());
                }
            }
        }
    }

    @Test
    void shouldNameTestsThatThereAre() {
        for (Row row : ROWS) {
            for (String test : row.test().replace("`", "").split(", ")) {
                assertTrue(TESTS.containsKey(test), row.what() + " is held by " + test);
            }
        }
    }
}
