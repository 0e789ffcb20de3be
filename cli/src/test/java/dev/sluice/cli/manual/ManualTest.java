package dev.sluice.cli.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ManualTest {
    private final CommandLine toy = new CommandLine(new ToyCommand());

    @TempDir
    private Path directory;

    @Test
    void shouldWriteAPageForEachCommandThatIsNotHidden() throws IOException {
        Manual.write(toy, "Toy 1.0", directory);
        try (Stream<Path> pages = Files.list(directory.resolve("man/man1"))) {
            assertEquals(
                    List.of("toy-float.1", "toy-load-sand.1", "toy-load.1", "toy.1"),
                    pages.map(page -> page.getFileName().toString()).sorted().toList());
        }
        for (String file : List.of("bash/toy", "zsh/_toy", "fish/toy.fish")) {
            assertTrue(Files.size(directory.resolve("completions").resolve(file)) > 0, file);
        }
    }

    @Test
    void shouldHaveEverySectionWhenACommandHasEverything() {
        String page = page("float");
        assertHas(page, ".TH \"TOY\\-FLOAT\" 1 \"\" \"Toy 1.0\" \"Sluice\"\n");
        assertHas(page, ".SH NAME\ntoy\\-float \\- floats a boat, until it\\(aqs wet\n");
        assertHas(
                page,
                ".SH SYNOPSIS\n\\fBtoy float\\fR [\\fIOPTION\\fR]... \\fB\\-\\-boat\\fR=\\fINAME[:PORT]\\fR \\fIPOND\\fR\n");
        assertHas(
                page,
                ".TP\n\\fB\\-b\\fR \\fINAME[:PORT]\\fR, \\fB\\-\\-boat\\fR=\\fINAME[:PORT]\\fR\n"
                        + "A boat\\(aqs name; repeatable.\n.RS\n.TP\n\\fBsail=ON\\fR\nwhether it has one\n");
        assertHas(page, ".SH PARAMETERS\n.TP\n\\fIPOND\\fR\nWhere.\n");
        assertHas(page, ".SH NOTES\n.nf\nA note: 100%.\n.fi\n");
        assertHas(page, ".SH EXIT STATUS\n.TP\n\\fB0\\fR\ndone.\n");
        assertHas(page, ".SH SEE ALSO\n\\fBtoy\\fR(1),\n\\fBtoy\\-load\\fR(1),\n\\fBtoy\\-load\\-sand\\fR(1)\n");
    }

    @Test
    void shouldFillInDefaultsAndKeepHiddenOptionsHidden() {
        String page = page("float");
        assertHas(page, "Its colour. Default: RED.\n");
        assertFalse(page.contains("hole"), page);
    }

    @Test
    void shouldEscapeWhatRoffWouldTakeForItsOwn() {
        String page = page("float");
        assertHas(page, "\\fB\\-\\-dry\\fR\n\\&.dry as [sand]\n");
        assertHas(page, "\\(rsNo more\\(rs than 3.\n");
        assertEquals("\\&\\(aqtis \\(ga\\(ha\\(ti", Roff.escape("'tis `^~"));
    }

    @Test
    void shouldListSubcommandsWithTheirAliases() {
        String page = ManPage.of(toy.getCommandSpec(), "Toy 1.0");
        assertHas(
                page,
                ".SH COMMANDS\n.TP\n\\fBfloat\\fR, \\fBswim\\fR\n"
                        + "Floats a boat, until it\\(aqs wet. See \\fBtoy\\-float\\fR(1).\n");
        assertFalse(page.contains("secret"), page);
    }

    @Test
    void shouldOfferOptionsAndCommandsInZsh() {
        String zsh = ZshCompletion.of(toy.getCommandSpec());
        assertTrue(zsh.startsWith("#compdef toy\n"), zsh);
        assertHas(zsh, "'*--boat=[A boat'\\''s name; repeatable");
        assertHas(zsh, ":NAME[\\:PORT]:_files'");
        assertHas(zsh, "'(--colour)--colour=[Its colour]:<colour>:(RED GREEN)'");
        assertHas(zsh, "'(--dry)--dry[.dry as \\[sand\\]]'");
        assertHas(zsh, "'swim:Floats a boat, until it'\\''s wet'");
        assertHas(zsh, "float|swim) _toy_float ;;");
        assertHas(zsh, "sand) _toy_load_sand ;;");
        assertFalse(zsh.contains("secret") || zsh.contains("hole"), zsh);
    }

    @Test
    void shouldOfferOptionsAndCommandsInFish() {
        String fish = FishCompletion.of(toy.getCommandSpec());
        assertHas(
                fish,
                "complete -c toy -n 'not __fish_seen_subcommand_from float swim load' -f -a 'swim'"
                        + " -d 'Floats a boat, until it\\'s wet'\n");
        assertHas(fish, "complete -c toy -n '__fish_seen_subcommand_from float swim' -l colour -r -f -a 'RED GREEN'");
        assertHas(
                fish,
                "complete -c toy -n '__fish_seen_subcommand_from load; and __fish_seen_subcommand_from sand' -l wet"
                        + " -d 'Water, too'\n");
        assertFalse(fish.contains("secret") || fish.contains("hole"), fish);
    }

    private String page(String name) {
        CommandSpec command = toy.getSubcommands().get(name).getCommandSpec();
        return ManPage.of(command, "Toy 1.0");
    }

    private static void assertHas(String text, String part) {
        assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
    }
}
