package dev.sluice.cli;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.Refusal;
import dev.sluice.api.http.ApiUnreachable;
import dev.sluice.config.ConfigurationProblem;
import dev.sluice.config.Rules;
import dev.sluice.config.file.ConfigurationText;
import dev.sluice.config.file.Secrets;
import dev.sluice.config.file.UnusableFile;
import dev.sluice.migrate.Finding;
import dev.sluice.migrate.ForeignFile;
import dev.sluice.migrate.ImportOutcome;
import dev.sluice.migrate.Imported;
import dev.sluice.migrate.Renames;
import dev.sluice.migrate.lio.LioImport;
import dev.sluice.migrate.tgt.TgtImport;
import dev.sluice.shell.LineOutcome;
import dev.sluice.shell.terminal.TerminalStreams;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sluice import}: takes over the configuration of another target. */
@Command(
        name = "import",
        description = "Makes a configuration of Sluice from another target's, and says what is not the same.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(lio | tgt)")
final class ImportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Sluice main;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what is to be imported: lio or tgt");
    }

    @Command(
            name = "lio",
            description = "Imports what targetcli saved.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    int lio(
            @Parameters(
                            paramLabel = "FILE",
                            arity = "0..1",
                            defaultValue = "/etc/rtslib-fb-target/saveconfig.json",
                            description = "Default: ${DEFAULT-VALUE}.")
                    Path file,
            @Mixin Destination destination)
            throws IOException {
        return take(file, () -> LioImport.read(ForeignFile.utf8(file), destination.renames()), destination);
    }

    @Command(
            name = "tgt",
            description = "Imports what tgt-admin reads.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    int tgt(
            @Parameters(
                            paramLabel = "FILE",
                            arity = "0..1",
                            defaultValue = "/etc/tgt/targets.conf",
                            description = "Default: ${DEFAULT-VALUE}.")
                    Path file,
            @Option(
                            names = "--root",
                            paramLabel = "DIRECTORY",
                            defaultValue = "/",
                            description =
                                    "Where the files that it includes are found, if not in ${DEFAULT-VALUE}: a copy of"
                                            + " another machine's root.")
                    Path root,
            @Mixin Destination destination)
            throws IOException {
        return take(file, () -> TgtImport.read(file, root, destination.renames()), destination);
    }

    /** Where a configuration goes. */
    static final class Destination {
        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description =
                        "Write the configuration to a file, which its owner alone may read, for it has secrets. Otherwise"
                                + " it goes to standard output.")
        private Path output;

        @Option(names = "--apply", description = "Have the daemon serve it, in place of all that it serves.")
        private boolean apply;

        @Option(names = "--force", description = "With --apply: also where what is served now is in use.")
        private boolean force;

        @Mixin
        private DaemonOptions daemon = new DaemonOptions();

        @Option(
                names = "--rename",
                paramLabel = "OLD=NEW",
                description = "Another name for a target, or an initiator that is let in; may be repeated.")
        private Map<String, String> names = new LinkedHashMap<>();

        @Option(names = "--explain", description = "Say of what is not taken over on purpose, too, why it is not.")
        private boolean explain;

        private Renames renames() {
            return new Renames(names);
        }
    }

    /** Reads a foreign configuration. */
    private interface Source {
        Imported read() throws IOException;
    }

    private int take(Path file, Source source, Destination destination) throws IOException {
        if (destination.apply && destination.output != null) {
            throw new UsageException("--apply and --output contradict each other");
        }
        Imported imported = read(file, source);
        PrintWriter err = spec.commandLine().getErr();
        report(imported, destination.explain, err);
        List<ConfigurationProblem> problems = Rules.check(imported.configuration());
        problems.forEach(problem -> err.println(Finding.printable("PROBLEM " + problem)));
        byte[] text = ConfigurationText.writeWhole(imported.configuration());
        if (destination.apply) {
            return apply(text, destination);
        }
        if (destination.output == null) {
            boolean isSeen = TerminalStreams.is(TerminalStreams.OUTPUT);
            byte[] shown = isSeen ? ConfigurationText.write(Secrets.named(imported.configuration())) : text;
            spec.commandLine().getOut().print(new String(shown, StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
            if (isSeen) {
                err.println("Passwords are not shown on a terminal: write -o FILE.");
            }
        } else {
            PrivateFile.write(destination.output, text);
            err.println("Written to " + destination.output + ", with the secrets in it.");
        }
        if (!problems.isEmpty()) {
            err.println("It cannot be served as long as there are problems: see them above.");
        }
        return problems.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static Imported read(Path file, Source source) throws IOException {
        try {
            return source.read();
        } catch (UnusableFile e) {
            throw new UsageException(e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    private static void report(Imported imported, boolean explain, PrintWriter err) {
        for (Finding finding : imported.findings()) {
            err.println(finding);
        }
        long left = imported.fates().values().stream()
                .filter(fate -> fate.kind() == ImportOutcome.Kind.MEANINGLESS)
                .count();
        if (explain) {
            imported.fates().forEach((where, fate) -> {
                if (fate.kind() == ImportOutcome.Kind.MEANINGLESS) {
                    err.println(Finding.printable("NOT NEEDED " + where + ": " + fate.reason()));
                }
            });
        }
        err.println("Imported " + imported.configuration().backstores().size() + " backstores and "
                + imported.configuration().targets().size() + " targets; "
                + imported.findings().size()
                + " things are not the same; " + left + " need no counterpart"
                + (explain ? "." : " (--explain lists them)."));
    }

    private int apply(byte[] text, Destination destination) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            ChangeAnswer answer = main.daemon(destination.daemon).replace(text, false, destination.force);
            err.println("Served: " + answer.differences().size() + " differences to what was served before"
                    + (answer.saved() ? "; saved." : "; not saved: sluice saveconfig saves it."));
            return ExitCode.OK;
        } catch (ApiUnreachable e) {
            err.println("sluice: " + e.getMessage());
            return LineOutcome.UNREACHABLE.code();
        } catch (Refusal refusal) {
            err.println("sluice: the daemon refused it: " + refusal.getMessage());
            refusal.details().forEach(detail -> err.println("  " + detail.pointer() + ": " + detail.message()));
            return ExitCode.SOFTWARE;
        }
    }
}
