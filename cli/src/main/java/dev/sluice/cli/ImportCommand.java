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
        description = "Converts the configuration of another target, and lists the differences.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(lio | tgt)")
final class ImportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Sluice main;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "the format is missing: write sluice import lio or sluice import tgt");
    }

    @Command(
            name = "lio",
            description = "Imports a file of targetcli (LIO).",
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
            description = "Imports a file of tgt-admin (tgt).",
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
                                    "Directory in which included files are searched, such as a copy of another machine's"
                                            + " root. Default: ${DEFAULT-VALUE}.")
                    Path root,
            @Mixin Destination destination)
            throws IOException {
        return take(file, () -> TgtImport.read(file, root, destination.renames()), destination);
    }

    /** The destination of an imported configuration. */
    static final class Destination {
        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description =
                        "File for the configuration; it contains secrets, and only its owner may read it. Default: standard"
                                + " output.")
        private Path output;

        @Option(names = "--apply", description = "Send the configuration to the daemon, in place of its present one.")
        private boolean apply;

        @Option(names = "--force", description = "With --apply: replace also nodes that are in use.")
        private boolean force;

        @Mixin
        private DaemonOptions daemon = new DaemonOptions();

        @Option(
                names = "--rename",
                paramLabel = "OLD=NEW",
                description = "New name for a target, or for an initiator of an ACL; repeatable.")
        private Map<String, String> names = new LinkedHashMap<>();

        @Option(names = "--explain", description = "List also the settings that need no counterpart, with the reason.")
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
                err.println("Passwords are not shown on a terminal: write -o FILE to get them in a file.");
            }
        } else {
            PrivateFile.write(destination.output, text);
            err.println("Written to " + destination.output + ", including the secrets.");
        }
        if (!problems.isEmpty()) {
            err.println("The configuration cannot be served until these problems are solved.");
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
                + " settings differ; " + left + " need no counterpart"
                + (explain ? "." : " (--explain lists them)."));
    }

    private int apply(byte[] text, Destination destination) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            ChangeAnswer answer = main.daemon(destination.daemon).replace(text, false, destination.force);
            err.println("Applied: " + answer.differences().size() + " differences from the configuration before"
                    + (answer.saved() ? "; saved." : "; not saved: 'sluice saveconfig' saves it."));
            return ExitCode.OK;
        } catch (ApiUnreachable e) {
            err.println("sluice: " + e.getMessage());
            return LineOutcome.UNREACHABLE.code();
        } catch (Refusal refusal) {
            err.println("sluice: the daemon refused the configuration: " + refusal.getMessage());
            refusal.details().forEach(detail -> err.println("  " + detail.pointer() + ": " + detail.message()));
            return ExitCode.SOFTWARE;
        }
    }
}
