package dev.sluice.cli.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Writes the files that are generated from the model of a command line. */
public final class Manual {
    private Manual() {}

    /**
     * Writes {@code man/man1/NAME.1} for the program and each of its commands that is not hidden, and
     * {@code completions/{bash,zsh,fish}/}, each file by the name under which its shell looks for it.
     *
     * @param program the root of the model
     * @param version the text at the foot of each page
     * @param directory the destination; created if it does not exist, files in it are replaced
     */
    public static void write(CommandLine program, String version, Path directory) throws IOException {
        CommandSpec root = program.getCommandSpec();
        Path pages = Files.createDirectories(directory.resolve("man/man1"));
        for (CommandSpec command : CommandTexts.tree(root).toList()) {
            Files.writeString(pages.resolve(CommandTexts.hyphenated(command) + ".1"), ManPage.of(command, version));
        }
        Path completions = directory.resolve("completions");
        write(completions.resolve("bash").resolve(root.name()), sourced(AutoComplete.bash(root.name(), program)));
        write(completions.resolve("zsh").resolve("_" + root.name()), ZshCompletion.of(root));
        write(completions.resolve("fish").resolve(root.name() + ".fish"), FishCompletion.of(root));
    }

    /** Returns {@code script} without its first line {@code #!}: shells source it. */
    private static String sourced(String script) {
        return script.startsWith("#!") ? script.substring(script.indexOf('\n') + 1) : script;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
