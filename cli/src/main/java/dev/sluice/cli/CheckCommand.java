package dev.sluice.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.config.Configuration;
import dev.sluice.config.file.ConfigurationText;
import dev.sluice.config.file.Flaw;
import dev.sluice.config.file.InputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice check}: lists the errors of a configuration, without a daemon and without serving it. */
@Command(
        name = "check",
        description = {
            "Checks a configuration without serving it. Prints a line FILE:LINE:COLUMN: MESSAGE for each error.",
            "Exit codes: 0 it can be served, 2 it has errors or is no configuration, 1 it cannot be read."
        },
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "/etc/sluice/sluice.json",
            description = "The configuration. Default: ${DEFAULT-VALUE}.")
    private Path file;

    @Option(names = "--json", description = "Print a JSON object: good, problems, warnings.")
    private boolean json;

    @Option(names = "--schema", description = "Print the JSON schema of configurations and exit.")
    private boolean schema;

    /** The output of {@code --json}. */
    private record Report(String file, boolean good, List<Flaw> problems, List<Flaw> warnings) {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (schema) {
            out.print(ConfigurationText.schema());
            out.flush();
            return ExitCode.OK;
        }
        ConfigurationText.Reading reading = ConfigurationText.examine(InputFile.read(file));
        boolean good = reading.flaws().isEmpty();
        if (json) {
            out.println(new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(new Report(file.toString(), good, reading.flaws(), reading.warnings())));
        } else {
            reading.flaws().forEach(flaw -> out.println(line(flaw, "")));
            reading.warnings().forEach(flaw -> out.println(line(flaw, "warning: ")));
            if (good) {
                out.println(file + ": " + summary(reading.configuration()));
            }
        }
        out.flush();
        return good ? ExitCode.OK : ExitCode.USAGE;
    }

    private String line(Flaw flaw, String kind) {
        return file + ":" + flaw.line() + ":" + flaw.column() + ": " + kind + flaw.message();
    }

    private static String summary(Configuration configuration) {
        return count(configuration.backstores().size(), "backstore") + " and "
                + count(configuration.targets().size(), "target") + " can be served";
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
