package dev.sluice.shell.completion;

import dev.sluice.shell.command.Proposal;
import dev.sluice.shell.command.ShellContext;
import dev.sluice.shell.command.ValueProposals;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Proposals for paths of files. */
public final class FileProposals {
    /** The files of the directory that is typed. */
    public static final ValueProposals FILES = (context, node, given, typed) -> files(context, typed);

    private static final int MOST = 500;

    private FileProposals() {}

    static List<Proposal> files(ShellContext context, String typed) {
        String base = typed.substring(0, typed.lastIndexOf('/') + 1);
        String begun = typed.substring(base.length());
        List<Proposal> files = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(context.directory().resolve(base.isEmpty() ? "." : base))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.startsWith(begun) && (!name.startsWith(".") || begun.startsWith("."))) {
                    files.add(Files.isDirectory(entry) ? Proposal.begun(base + name + "/") : Proposal.of(base + name));
                }
                if (files.size() == MOST) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return files;
    }
}
