package dev.sluice.iscsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The table of requirements in docs/conformance.md names tests that exist, and a test or a reason for each row. */
class ConformanceTableTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "conformance.md");
    private static final Path TEST_CLASSES = Path.of("target", "test-classes");
    private static final Pattern ROW = Pattern.compile("\\| ((?:4|6|7|11|13)(?:[.][0-9, .]+)?) \\| .+ \\| (.+) \\|");
    private static final Pattern REFERENCE = Pattern.compile("`([A-Z]\\w+Test)\\.(\\w+)`");

    private static List<String> testColumn() throws IOException {
        List<String> tests = new ArrayList<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                tests.add(row.group(2));
            }
        }
        return tests;
    }

    private static Map<String, Class<?>> testClasses() throws IOException {
        try (Stream<Path> files = Files.walk(TEST_CLASSES)) {
            return files.filter(file -> file.toString().endsWith("Test.class"))
                    .map(file -> TEST_CLASSES.relativize(file).toString())
                    .collect(Collectors.toMap(
                            name -> name.replaceAll(".*/|\\.class", ""),
                            ConformanceTableTest::load,
                            (one, two) -> one));
        }
    }

    private static Class<?> load(String file) {
        try {
            return Class.forName(
                    file.replace(".class", "").replace('/', '.'), false, ConformanceTableTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }

    @Test
    void shouldNameTestsThatExist() throws IOException {
        Map<String, Class<?>> classes = testClasses();
        TreeSet<String> unknown = new TreeSet<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher reference = REFERENCE.matcher(line);
            while (reference.find()) {
                Class<?> testClass = classes.get(reference.group(1));
                String name = reference.group(2);
                boolean known = testClass != null
                        && Stream.of(testClass.getDeclaredMethods())
                                .anyMatch(method -> method.getName().equals(name) && isTest(method));
                if (!known) {
                    unknown.add(reference.group(1) + "." + name);
                }
            }
        }
        assertEquals(new TreeSet<>(), unknown);
    }

    @Test
    void shouldGiveATestOrAReasonForEachRequirement() throws IOException {
        List<String> tests = testColumn();
        assertTrue(tests.size() > 100, "only " + tests.size() + " rows were found: has the table changed its form?");
        for (String test : tests) {
            assertTrue(
                    REFERENCE.matcher(test).find() || test.startsWith("not visible") || test.startsWith("not offered"),
                    test);
        }
    }
}
