package dev.sluice.shell.command;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.config.file.InputFile;
import dev.sluice.shell.line.Mistake;
import dev.sluice.shell.view.Json;
import dev.sluice.shell.view.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whole configurations in files. */
final class Documents {
    private Documents() {}

    static byte[] read(Call call, String file) throws Mistake {
        Path path = call.context().directory().resolve(file);
        try {
            byte[] text = InputFile.read(path);
            String advice = Habits.file(path.toString(), text);
            if (advice != null) {
                throw new Mistake(advice);
            }
            return text;
        } catch (IOException e) {
            throw new Mistake(e.getMessage() + (Files.exists(path) ? "" : Habits.missingFile(path.toString())));
        }
    }

    /** Says what changed from one configuration to another, or would. */
    static void report(Call call, ChangeAnswer answer) {
        if (call.json()) {
            call.say(Json.write(answer));
            return;
        }
        call.say(Plan.lines(answer.differences(), call.context().look()));
        if (call.dryRun() && !answer.differences().isEmpty()) {
            call.say(Plan.count(answer.differences()));
        } else {
            call.say(call.waiting(answer));
        }
        call.warn(answer);
    }
}
