package dev.sluice.cli;

import dev.sluice.config.Configuration;
import dev.sluice.config.file.ConfigurationBroken;
import dev.sluice.config.file.ConfigurationStore;
import dev.sluice.config.file.InputFile;
import dev.sluice.config.file.Secrets;
import dev.sluice.config.file.UnusableFile;
import dev.sluice.migrate.Exported;
import dev.sluice.migrate.lio.LioExport;
import dev.sluice.shell.terminal.TerminalStreams;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice export}: writes the saved configuration in the format of another target. */
@Command(
        name = "export",
        description = "Writes the saved configuration in the format of another target, and lists the differences.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "lio")
final class ExportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "the format is missing: write sluice export lio");
    }

    @Command(
            name = "lio",
            description = "Writes a file for targetctl restore.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    int lio(
            @Parameters(
                            paramLabel = "FILE",
                            arity = "0..1",
                            defaultValue = "/etc/sluice/sluice.json",
                            description = "The configuration, with its secrets beside it. Default: ${DEFAULT-VALUE}.")
                    Path file,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE",
                            description = "File to write; it contains secrets, and only its owner may read it. Default:"
                                    + " standard output.")
                    Path output)
            throws IOException {
        boolean isSeen = output == null && TerminalStreams.is(TerminalStreams.OUTPUT);
        Configuration configuration = read(file);
        Exported exported = LioExport.write(isSeen ? Secrets.hidden(configuration) : configuration);
        PrintWriter err = spec.commandLine().getErr();
        exported.findings().forEach(err::println);
        if (output == null) {
            spec.commandLine().getOut().print(exported.text());
            spec.commandLine().getOut().flush();
            if (isSeen) {
                err.println("Passwords are not shown on a terminal: write -o FILE to get them in a file.");
            }
        } else {
            PrivateFile.write(output, exported.text().getBytes(StandardCharsets.UTF_8));
            err.println("Written to " + output + ", including the secrets.");
        }
        return ExitCode.OK;
    }

    private static Configuration read(Path file) throws IOException {
        try {
            InputFile.requireRegular(file);
            return ConfigurationStore.open(file).load();
        } catch (ConfigurationBroken | UnusableFile e) {
            throw new UsageException(e.getMessage());
        }
    }
}
