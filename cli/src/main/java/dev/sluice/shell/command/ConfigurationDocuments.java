package dev.sluice.shell.command;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.config.file.InputFile;
import dev.sluice.shell.line.UsageError;
import dev.sluice.shell.view.JsonOutput;
import dev.sluice.shell.view.PlanView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whole configurations in files. */
final class ConfigurationDocuments {
    private ConfigurationDocuments() {}

    static byte[] read(CommandCall call, String file) throws UsageError {
        Path path = call.context().directory().resolve(file);
        try {
            byte[] text = InputFile.read(path);
            String advice = ForeignCommands.file(path.toString(), text);
            if (advice != null) {
                throw new UsageError(advice);
            }
            return text;
        } catch (IOException e) {
            throw new UsageError(
                    e.getMessage() + (Files.exists(path) ? "" : ForeignCommands.missingFile(path.toString())));
        }
    }

    /** Says what changed from one configuration to another, or would. */
    static void report(CommandCall call, ChangeAnswer answer) {
        if (call.json()) {
            call.say(JsonOutput.write(answer));
            return;
        }
        call.say(PlanView.lines(answer.differences(), call.context().look()));
        if (call.dryRun() && !answer.differences().isEmpty()) {
            call.say(PlanView.count(answer.differences()));
        } else {
            call.say(call.waiting(answer));
        }
        call.warn(answer);
    }
}
