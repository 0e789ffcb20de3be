package dev.sluice.shell.builtin;

import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.config.file.ConfigurationText;
import dev.sluice.config.file.InputFile;
import dev.sluice.config.file.UnusableFile;
import dev.sluice.shell.command.CommandCall;
import dev.sluice.shell.command.CommandParameter;
import dev.sluice.shell.command.CommandSyntax;
import dev.sluice.shell.command.ShellCommand;
import dev.sluice.shell.completion.FileProposals;
import dev.sluice.shell.line.UsageError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** {@code saveconfig}: saves the configuration, or writes a copy of it to a file. */
final class SaveConfigCommand implements ShellCommand {
    private static final CommandSyntax SYNTAX = CommandSyntax.of(CommandParameter.optional(
            "savefile", "the file for a copy; default: the daemon's own configuration file", FileProposals.FILES));

    @Override
    public String name() {
        return "saveconfig";
    }

    @Override
    public String summary() {
        return "Saves the configuration, or writes a copy of it to a file.";
    }

    @Override
    public String details() {
        return "A copy has the ids of secrets in place of the secrets. The daemon that has the secrets knows them by their ids.";
    }

    @Override
    public CommandSyntax syntax(Node node) {
        return SYNTAX;
    }

    @Override
    public void run(CommandCall call) throws UsageError, Refusal {
        String file = call.arguments().text("savefile");
        if (file == null) {
            SaveCommand.save(call);
            return;
        }
        Path path = call.context().directory().resolve(file);
        byte[] text = ConfigurationText.write(call.context().snapshot().configuration());
        try {
            if (Files.exists(path)) {
                InputFile.requireRegular(path);
            }
            Files.write(path, text);
        } catch (UnusableFile e) {
            throw new Refusal(Refusal.Reason.FAILED, "nothing is written: " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new Refusal(Refusal.Reason.FAILED, path + " cannot be written: its directory does not exist");
        } catch (AccessDeniedException e) {
            throw new Refusal(Refusal.Reason.FAILED, path + " cannot be written: permission denied");
        } catch (IOException e) {
            throw new Refusal(Refusal.Reason.FAILED, path + " cannot be written: " + e.getMessage());
        }
        call.print("Configuration saved to " + path);
    }
}
