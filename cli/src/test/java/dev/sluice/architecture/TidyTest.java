package dev.sluice.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules for every source file of every module. */
class TidyTest {
    /** The limit for a class; 300 lines are a lot. */
    private static final int MAX_LINES = 400;

    private static final Pattern LATER = Pattern.compile("\\b(?:" + "TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    private static final Pattern SKIPPED = Pattern.compile("@" + "Disabled|\\bassume(?:True|False|That)\\(");

    /** Comments, with their text in one of two groups. */
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*?(.*?)\\*/|(?<![:\"])//([^\\n]*)");

    private static final Pattern MARGIN = Pattern.compile("\\n\\s*\\*\\s?");
    /** A question word at the beginning of a sentence of Javadoc, or of a comment. */
    private static final Pattern QUESTION_WORD = Pattern.compile("(?:^|<p>|@return\\s|@param\\s+\\S+\\s)\\s*"
            + "(?i:what|whether|how|where|who|whom|whose|when|why|whoever|whatever)\\b");

    private static final Pattern UNREPEATABLE =
            Pattern.compile("\"sluice\\.seed|\\bThreadLocalRandom\\b|\\bMath\\.random\\(|"
                    + "\\b(?:Splittable)?Random\\((?:System\\.\\w+\\(\\))?\\)|[sS]eed\\w* = System\\.");

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
                file -> Sources.read(file).lines().count() > MAX_LINES);
    }

    @Test
    void shouldLeaveNothingForLater() {
        for (String tree : List.of("main", "test")) {
            assertNone("files with a note for later", tree, file -> LATER.matcher(Sources.read(file))
                    .find());
        }
    }

    @Test
    void shouldRunEveryTest() {
        assertNone("files with skipped tests", "test", file -> SKIPPED.matcher(Sources.read(file))
                .find());
    }

    @Test
    void shouldBeginCommentsWithANounOrAVerb() {
        for (String tree : List.of("main", "test")) {
            assertNone("files with a comment that begins with a question word", tree, TidyTest::asks);
        }
    }

    private static boolean asks(Path file) {
        return COMMENT.matcher(Sources.read(file))
                .results()
                .map(comment -> comment.group(1) == null ? comment.group(2) : comment.group(1))
                .map(text -> MARGIN.matcher(text).replaceAll("\n").strip())
                .anyMatch(text -> QUESTION_WORD.matcher(text).find());
    }

    /** A failure can be run again only if the clock, or any other source without a seed, is nowhere but in {@code Seed}. */
    @Test
    void shouldTakeTheSeedOfARandomTestFromTheCommandLine() {
        assertNone(
                "tests whose random numbers cannot be repeated",
                "test",
                file -> !file.endsWith("dev/sluice/testing/Seed.java")
                        && UNREPEATABLE.matcher(Sources.read(file)).find());
    }

    @Test
    void shouldHaveEachNameOnceAmongTopLevelClasses() {
        Map<Path, List<Path>> byName = Sources.files("main").collect(Collectors.groupingBy(Path::getFileName));
        byName.remove(Path.of("package-info.java"));
        byName.values().removeIf(files -> files.size() == 1);
        assertEquals(Map.of(), byName, "classes with the same simple name");
    }

    private static void assertNone(String what, String tree, Predicate<Path> isBad) {
        assertEquals(
                List.of(),
                Sources.files(tree).filter(isBad).map(Sources.ROOT::relativize).toList(),
                what);
    }
}
