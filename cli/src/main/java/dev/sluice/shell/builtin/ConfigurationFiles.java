package dev.sluice.shell.builtin;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.config.file.InputFile;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.foreign.ForeignFiles;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.DifferenceLines;
import dev.sluice.shell.view.JsonOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files with whole configurations: reading one, and reporting the change that it makes. */
final class ConfigurationFiles {
    private ConfigurationFiles() {}

    static byte[] read(CommandCall call, String file) throws UsageError {
        Path path = call.context().directory().resolve(file);
        try {
            byte[] text = InputFile.read(path);
            String advice = ForeignFiles.advice(path.toString(), text);
            if (advice != null) {
                throw new UsageError(advice);
            }
            return text;
        } catch (IOException e) {
            throw new UsageError(
                    e.getMessage() + (Files.exists(path) ? "" : ForeignFiles.missingFile(path.toString())));
        }
    }

    /** Prints the differences that a change made, or would make. */
    static void report(CommandCall call, ChangeAnswer answer) {
        if (call.json()) {
            call.print(JsonOutput.write(answer));
            return;
        }
        call.print(DifferenceLines.of(answer.differences(), call.context().style()));
        if (call.dryRun() && !answer.differences().isEmpty()) {
            call.print(DifferenceLines.count(answer.differences()));
        } else {
            call.print(call.waitingPortals(answer));
        }
        call.printWarnings(answer);
    }
}
