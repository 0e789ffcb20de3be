package dev.sluice.migrate.tgt;

import dev.sluice.config.file.FileKind;
import dev.sluice.migrate.ForeignFile;
import dev.sluice.migrate.MigrationFindings;
import dev.sluice.migrate.tgt.ConfigurationLines.Line;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the tree of directives of {@code targets.conf} and the files that it includes, in the syntax of tgt-admin (Perl's
 * Config::General). Blocks of the same name and value are merged.
 */
final class TargetsFile {
    private static final Pattern INCLUDE = Pattern.compile("(?i)include\\s+(.+)");
    private static final Pattern CLOSED = Pattern.compile("<([^/\\s>]+)(?:\\s+(.*?))?\\s*/>");
    private static final Pattern BEGIN = Pattern.compile("<([^/\\s>][^\\s>]*)(?:\\s+(.*?))?\\s*>");
    private static final Pattern END = Pattern.compile("</\\s*(\\S+?)\\s*>");
    private static final Pattern ASSIGNMENT = Pattern.compile("([^\\s=]+)\\s*(?:=\\s*|\\s+|$)(.*)");

    private final Path root;
    private final Path directory;
    private final MigrationFindings findings;
    private final Set<Path> read = new HashSet<>();
    private final Deque<Directive> open = new ArrayDeque<>();

    private TargetsFile(Path directory, Path root, MigrationFindings findings) {
        this.directory = directory;
        this.root = root;
        this.findings = findings;
    }

    /**
     * Reads the tree.
     *
     * @param root below which absolute paths of includes are; {@code /} on the machine itself
     * @throws IllegalArgumentException if tgt-admin would refuse the file; the message has file and line
     */
    static List<Directive> read(Path file, Path root, MigrationFindings findings) throws IOException {
        TargetsFile reader = new TargetsFile(file.toAbsolutePath().getParent(), root, findings);
        Directive all = new Directive(file.getFileName().toString(), "", "", new ArrayList<>());
        reader.open.push(all);
        reader.file(file.toAbsolutePath());
        if (reader.open.size() > 1) {
            Directive block = reader.open.peek();
            throw new IllegalArgumentException(block.where() + ": <" + block.name() + "> is not closed");
        }
        return all.children();
    }

    private void file(Path file) throws IOException {
        String name = file.startsWith(directory) ? directory.relativize(file).toString() : file.toString();
        boolean isFirst = read.isEmpty();
        ForeignFile content;
        try {
            content = ForeignFile.of(file);
            content = isFirst ? content.something() : content;
        } catch (IllegalArgumentException e) {
            throw isFirst ? e : new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
        read.add(file.toRealPath());
        if (isFirst && content.text().stripLeading().startsWith("{")) {
            String kind = FileKind.foreign(content.text());
            throw new IllegalArgumentException(
                    kind == null ? "this is JSON, and no configuration of tgt: sluice check FILE says more" : kind);
        }
        if (content.oddLine() > 0) {
            findings.changed(
                    name + ":" + content.oddLine(),
                    "this is not UTF-8, and is taken for Windows-1252",
                    "Where letters beyond ASCII are in names or passwords, set them anew");
        }
        for (Line line : ConfigurationLines.of(content.text())) {
            line(name + ":" + line.number(), line.text());
        }
    }

    private void line(String where, String text) throws IOException {
        Matcher include = INCLUDE.matcher(text);
        Matcher closed = CLOSED.matcher(text);
        Matcher begin = BEGIN.matcher(text);
        Matcher end = END.matcher(text);
        if (include.matches()) {
            include(where, unquoted(include.group(1)));
        } else if (closed.matches()) {
            block(where, closed);
        } else if (end.matches()) {
            if (open.size() == 1 || !open.peek().name().equals(end.group(1))) {
                throw new IllegalArgumentException(where + ": this line closes nothing that is open");
            }
            open.pop();
        } else if (begin.matches()) {
            open.push(block(where, begin));
        } else {
            assignment(where, text);
        }
    }

    private Directive block(String where, Matcher tag) {
        String value = tag.group(2) == null ? "" : unquoted(tag.group(2));
        for (Directive other : open.peek().children()) {
            if (other.isBlock()
                    && other.name().equals(tag.group(1))
                    && other.value().equals(value)) {
                findings.mapped(where);
                return other;
            }
        }
        Directive block = new Directive(where, tag.group(1), value, new ArrayList<>());
        open.peek().children().add(block);
        return block;
    }

    private void assignment(String where, String text) {
        Matcher assignment = ASSIGNMENT.matcher(text);
        if (!assignment.matches() || text.startsWith("<") || assignment.group(2).startsWith("<<")) {
            throw new IllegalArgumentException(
                    where + ": this line is neither a directive nor the begin or end of a block");
        }
        open.peek().children().add(new Directive(where, assignment.group(1), unquoted(assignment.group(2)), null));
    }

    private void include(String where, String pattern) throws IOException {
        findings.mapped(where);
        Path given = Path.of(pattern);
        Path place = given.isAbsolute() ? root.resolve(Path.of("/").relativize(given)) : directory.resolve(given);
        Path parent = place.getParent();
        boolean glob = pattern.matches(".*[*?\\[{].*");
        List<Path> files = new ArrayList<>();
        if (glob && Files.isDirectory(parent)) {
            list(parent, place.getFileName().toString(), files);
        } else if (Files.isDirectory(place)) {
            list(place, "*", files);
        } else if (!glob) {
            files.add(place);
        }
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                findings.lost(where, file + " cannot be read", "Read it as a user that may");
            } else if (read.contains(file.toRealPath())) {
                findings.lost(where, file + " was read before, and is not read again", "");
            } else {
                file(file);
            }
        }
    }

    private static void list(Path directory, String glob, List<Path> out) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
            files.forEach(file -> {
                if (Files.isRegularFile(file)) {
                    out.add(file);
                }
            });
        }
        out.sort(null);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
