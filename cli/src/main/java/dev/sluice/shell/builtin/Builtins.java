package dev.sluice.shell.builtin;

import dev.sluice.shell.command.ShellCommands;
import dev.sluice.shell.create.CreateCommand;
import java.util.List;

/** The commands that every shell has. */
public final class Builtins {
    private static final ShellCommands ALL = new ShellCommands(commands -> List.of(
            new LsCommand(),
            new CdCommand(),
            new PwdCommand(),
            new CreateCommand(),
            new DeleteCommand(),
            new SetCommand(),
            new GetCommand(),
            new InfoCommand(),
            new StatusCommand(),
            new EnableCommand(),
            new DisableCommand(),
            new ResizeCommand(),
            new SessionsCommand(),
            new WhyCommand(),
            new SaveConfigCommand(),
            new SaveCommand(),
            new RestoreConfigCommand(),
            new ClearConfigCommand(),
            new PlanCommand(),
            new ApplyCommand(),
            new VersionsCommand(),
            new RollbackCommand(),
            new RestoreCommand(),
            new VersionCommand(),
            new HelpCommand(commands),
            new ExitCommand("exit"),
            new ExitCommand("quit")));

    private Builtins() {}

    /** Returns their table. */
    public static ShellCommands all() {
        return ALL;
    }
}
