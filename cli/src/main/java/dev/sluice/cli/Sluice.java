package dev.sluice.cli;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code sluice} program. It has no behaviour of its own: every job is a subcommand.
 *
 * <p>Exit codes: 0 done, 1 a fault of the program or the machine, 2 a mistake in what was asked for.
 */
@Command(
        name = "sluice",
        description = "Serves block devices, files and memory as SCSI disks over iSCSI.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ServeCommand.class,
            DaemonCommand.class,
            CheckCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            PractiseCommand.class
        },
        versionProvider = Version.class)
public final class Sluice implements Runnable {
    @Spec
    private CommandSpec spec;

    /**
     * The program's entry.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Sluice())
                .setParameterExceptionHandler((e, args) -> refuse(e.getCommandLine(), e.getMessage()))
                .setExecutionExceptionHandler((e, commandLine, result) ->
                        e instanceof UsageException ? refuse(commandLine, e.getMessage()) : fail(commandLine, e));
    }

    private static int refuse(CommandLine commandLine, String message) {
        commandLine.getErr().println("sluice: " + message);
        commandLine.getErr().println("Try '" + commandLine.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static int fail(CommandLine commandLine, Exception e) {
        commandLine.getErr().println("sluice: " + (e.getMessage() == null ? e : e.getMessage()));
        LoggerFactory.getLogger(Sluice.class).debug("The whole story", e);
        return ExitCode.SOFTWARE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
