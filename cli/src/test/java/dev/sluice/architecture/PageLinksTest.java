package dev.sluice.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links of the pages lead to files and headings that exist. */
class PageLinksTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s#]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    @Test
    void shouldLeadToFilesAndHeadings() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            LINK.matcher(read(page)).results().forEach(link -> {
                if (!link.group(1).contains("://") && !leads(page, link.group(1), link.group(2))) {
                    broken.add(ROOT.relativize(page) + ": " + link.group());
                }
            });
        }
        assertEquals(List.of(), broken, "links that lead nowhere");
    }

    private static boolean leads(Path page, String file, String heading) {
        Path linked = file.isEmpty() ? page : page.resolveSibling(file);
        if (!Files.exists(linked)) {
            return false;
        }
        return heading == null
                || HEADING.matcher(read(linked)).results().anyMatch(line -> anchor(line.group(1))
                        .equals(heading));
    }

    /** The anchor that a forge makes of a heading. */
    private static String anchor(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\w\\- ]", "")
                .replace(' ', '-');
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
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
