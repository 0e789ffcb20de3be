package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The launcher's flags for the compiler name methods of Sluice and of Netty. The JVM ignores a flag whose method does not exist, and the server then
 * allocates for each command.
 */
class LauncherFlagsTest {
    private static final Pattern FLAG =
            Pattern.compile("-XX:CompileCommand=(?:inline|dontinline),([\\w/*]+)\\.([\\w*]+)");

    @TestFactory
    Stream<DynamicTest> shouldNameMethodsThatExist() throws IOException {
        String launcher = Files.readString(Path.of("src/main/dist/bin/sluice"));
        List<String[]> flags = FLAG.matcher(launcher)
                .results()
                .map(flag -> new String[] {flag.group(1), flag.group(2)})
                .toList();
        assertFalse(flags.isEmpty(), "the launcher has no flags for the compiler");
        return flags.stream()
                .map(flag -> DynamicTest.dynamicTest(flag[0] + "." + flag[1], () -> assertExists(flag[0], flag[1])));
    }

    private static void assertExists(String classPattern, String methodPattern) throws ClassNotFoundException {
        Class<?> type = Class.forName(
                classPattern.replace("*", "").replace('/', '.'), false, LauncherFlagsTest.class.getClassLoader());
        Stream<Class<?>> types = classPattern.endsWith("*")
                ? Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses()))
                : Stream.of(type);
        String method = methodPattern.replace("*", ".*");
        assertTrue(
                types.flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                        .anyMatch(declared -> declared.getName().matches(method)),
                () -> classPattern + " has no method " + methodPattern);
    }
}
