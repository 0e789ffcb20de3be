package dev.sluice.cli;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.Refusal;
import dev.sluice.api.http.ApiClient;
import dev.sluice.config.Problem;
import dev.sluice.config.Rules;
import dev.sluice.config.file.ConfigurationText;
import dev.sluice.migrate.Fate;
import dev.sluice.migrate.Finding;
import dev.sluice.migrate.Imported;
import dev.sluice.migrate.lio.LioImport;
import dev.sluice.migrate.tgt.TgtImport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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
        return take(file, () -> LioImport.read(Files.readString(file)), destination);
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
        return take(file, () -> TgtImport.read(file, root), destination);
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

        @Option(
                names = "--socket",
                paramLabel = "PATH",
                defaultValue = "/run/sluice/sluice.sock",
                description = "The daemon's Unix socket. Default: ${DEFAULT-VALUE}.")
        private Path socket;

        @Option(names = "--explain", description = "Say of what is not taken over on purpose, too, why it is not.")
        private boolean explain;
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
        List<Problem> problems = Rules.check(imported.configuration());
        problems.forEach(problem -> err.println("PROBLEM " + problem));
        byte[] text = ConfigurationText.writeWhole(imported.configuration());
        if (destination.apply) {
            return apply(text, destination);
        }
        if (destination.output == null) {
            spec.commandLine().getOut().print(new String(text, StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
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
        if (!Files.isReadable(file)) {
            throw new UsageException(file + ": there is no such file, or it may not be read");
        }
        try {
            return source.read();
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    private static void report(Imported imported, boolean explain, PrintWriter err) {
        for (Finding finding : imported.findings()) {
            err.println(finding);
        }
        long left = imported.fates().values().stream()
                .filter(fate -> fate.kind() == Fate.Kind.MEANINGLESS)
                .count();
        if (explain) {
            imported.fates().forEach((where, fate) -> {
                if (fate.kind() == Fate.Kind.MEANINGLESS) {
                    err.println("NOT NEEDED " + where + ": " + fate.reason());
                }
            });
        }
        err.println("Imported " + imported.configuration().backstores().size() + " backstores and "
                + imported.configuration().targets().size() + " targets; "
                + imported.findings().size()
                + " things are not the same; " + left + " need no counterpart"
                + (explain ? "." : " (--explain lists them)."));
    }

    private int apply(byte[] text, Destination destination) {
        PrintWriter err = spec.commandLine().getErr();
        try (ApiClient daemon = ApiClient.unix(destination.socket)) {
            ChangeAnswer answer = daemon.replace(text, false, destination.force);
            err.println("Served: " + answer.differences().size() + " differences to what was served before"
                    + (answer.saved() ? "; saved." : "; not saved: sluice saveconfig saves it."));
            return ExitCode.OK;
        } catch (Refusal refusal) {
            err.println("sluice: the daemon refused it: " + refusal.getMessage());
            refusal.details().forEach(detail -> err.println("  " + detail.pointer() + ": " + detail.message()));
            return ExitCode.SOFTWARE;
        }
    }
}
