package dev.sluice.cli;

import dev.sluice.api.Administration;
import dev.sluice.api.http.ApiUnreachable;
import dev.sluice.config.file.ConfigurationBroken;
import dev.sluice.config.file.UnusableFile;
import dev.sluice.log.FatalErrorHandler;
import dev.sluice.log.StandardStreams;
import dev.sluice.shell.LineOutcome;
import dev.sluice.shell.builtin.Builtins;
import dev.sluice.shell.foreign.ForeignCommands;
import dev.sluice.shell.line.SimilarWords;
import dev.sluice.shell.view.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The {@code sluice} program: a command line is a subcommand, or a line of the shell.
 *
 * <p>Exit codes: 0 done, 1 a fault of the program or the machine, 2 a mistake in the command line or a file, 3 no daemon answered, 4 a thread of a server
 * has failed.
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
            TrainingRunCommand.class,
            ManualCommand.class
        },
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused, or a fault of the program or the machine",
            "2:a mistake in the command line, or in a file that it names",
            "3:no daemon answered",
            "4:a thread of the server has failed, as when memory ran out: start the server again"
        },
        versionProvider = ProgramVersion.class)
public final class Sluice implements Callable<Integer> {
    /** Commands that run a server: they must not wait for a reader of their output. */
    private static final Set<String> SERVERS = Set.of("serve", "daemon", "training-run");

    private final Connector connector;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ShellOptions shell = new ShellOptions();

    /** Finds the daemon that the options name, without sending anything yet. */
    interface Connector {
        Administration connect(ShellOptions options) throws IOException;
    }

    private static final Set<String> TGT_OPTIONS = Set.of("--op", "--mode", "--lld", "--tid", "--dump", "--update");

    private Sluice(Connector connector) {
        this.connector = connector;
    }

    /**
     * The program's entry.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        if (args.length > 0 && SERVERS.contains(args[0])) {
            StandardStreams.takeOver();
            FatalErrorHandler.install();
        }
        boolean isLine = args.length > 0 && ShellRun.isLine(args[0]);
        System.exit(isLine ? line(List.of(args)) : commandLine().execute(args));
    }

    /** Runs a line of the shell without loading Picocli and the model of all options, which takes time. */
    private static int line(List<String> words) {
        PrintWriter err = new PrintWriter(System.err, true);
        try {
            ShellOptions options = ShellOptions.of(words);
            return new ShellRun(DaemonConnection.open(options), options, System.in, new PrintWriter(System.out), err)
                    .run()
                    .code();
        } catch (UsageException e) {
            err.println("sluice: " + e.getMessage());
            return ExitCode.USAGE;
        } catch (IOException e) {
            err.println("sluice: " + e.getMessage());
            return ExitCode.SOFTWARE;
        } catch (RuntimeException | OutOfMemoryError e) {
            err.println("sluice: " + bug(e));
            LoggerFactory.getLogger(Sluice.class).debug("The stack trace", e);
            return ExitCode.SOFTWARE;
        }
    }

    /** Returns the message for a bug in this program: one line, with the place in the code. */
    private static String bug(Throwable e) {
        if (e instanceof OutOfMemoryError) {
            return "this program has too little memory for that: set SLUICE_JAVA_OPTS=-Xmx1g to give it more";
        }
        StackTraceElement[] trace = e.getStackTrace();
        return "a bug in this program: " + e + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    static CommandLine commandLine() {
        return commandLine(DaemonConnection::open);
    }

    static CommandLine commandLine(Connector connector) {
        CommandLine commandLine = new CommandLine(new Sluice(connector));
        commandLine.getCommandSpec().parser().stopAtPositional(true);
        commandLine.getCommandSpec().usageMessage().footer(footer());
        return commandLine
                .setExecutionStrategy(Sluice::execute)
                .setParameterExceptionHandler((e, args) -> refuse(e.getCommandLine(), e.getMessage() + instead(args)))
                .setExecutionExceptionHandler((e, failed, result) ->
                        e instanceof UsageException ? refuse(failed, e.getMessage()) : fail(failed, e));
    }

    /** Returns advice for users of tgtadm and tgt-admin, or an empty text. */
    private static String instead(String[] args) {
        return Arrays.stream(args).anyMatch(TGT_OPTIONS::contains)
                ? ". This is an option of tgtadm: 'sluice ls' and 'sluice sessions' show the targets and sessions, 'sluice"
                        + " /iscsi create' creates a target; docs/migrate.md has the counterpart of each option"
                : "";
    }

    private static int refuse(CommandLine commandLine, String message) {
        commandLine.getErr().println("sluice: " + message);
        commandLine.getErr().println("Try '" + commandLine.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static int fail(CommandLine commandLine, Exception e) {
        if (e instanceof ApiUnreachable) {
            commandLine.getErr().println("sluice: " + e.getMessage());
            return LineOutcome.UNREACHABLE.code();
        }
        boolean isFault = e instanceof RuntimeException && !(e instanceof UncheckedIOException);
        commandLine.getErr().println("sluice: " + (isFault ? bug(e) : e.getMessage() == null ? e : e.getMessage()));
        LoggerFactory.getLogger(Sluice.class).debug("The stack trace", e);
        return e.getCause() instanceof ConfigurationBroken || e instanceof UnusableFile
                ? ExitCode.USAGE
                : ExitCode.SOFTWARE;
    }

    /** Returns the list of the shell's commands, for the end of the help text. */
    private static String[] footer() {
        List<String> lines =
                new ArrayList<>(List.of("", "Lines of the shell, as 'sluice ls' or 'sluice /iscsi create':"));
        TextTable table = new TextTable();
        Builtins.all().all().forEach(command -> table.row("  " + command.name(), command.summary()));
        lines.addAll(table.lines());
        lines.add("'sluice help COMMAND' shows the parameters of a command.");
        return lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new);
    }

    @Override
    public Integer call() throws IOException {
        List<String> words = shell.words();
        if (!words.isEmpty() && !ShellRun.isLine(words.getFirst())) {
            throw new UsageException("there is no command '" + words.getFirst() + "'" + meant(words.getFirst()));
        }
        CommandLine commandLine = spec.commandLine();
        return new ShellRun(connector.connect(shell), shell, System.in, commandLine.getOut(), commandLine.getErr())
                .run()
                .code();
    }

    /**
     * Returns the daemon that a subcommand uses.
     *
     * @param own the options of the subcommand, which take precedence over the options before it
     */
    Administration daemon(DaemonOptions own) throws IOException {
        return connector.connect(ShellOptions.of(own.or(shell.daemon())));
    }

    /** Runs a command; refuses an option before a subcommand that ignores it. */
    private static int execute(CommandLine.ParseResult parsed) {
        Sluice main = (Sluice) parsed.commandSpec().userObject();
        if (parsed.hasSubcommand() && main.shell.daemon().isGiven()) {
            String name = parsed.subcommand().commandSpec().name();
            if (!name.equals("import")) {
                throw new CommandLine.ParameterException(
                        parsed.commandSpec().commandLine(),
                        "the options before '" + name + "' name a daemon, but " + name
                                + " uses none: leave them out, or write the options of " + name + " after it");
            }
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private String meant(String typed) {
        String advice = ForeignCommands.command(typed);
        if (advice != null) {
            return ": " + advice;
        }
        List<String> names = new ArrayList<>(spec.subcommands().keySet());
        Builtins.all().all().forEach(command -> names.add(command.name()));
        List<String> near = SimilarWords.to(typed, names);
        return near.isEmpty() ? "" : ": did you mean " + String.join(" or ", near) + "?";
    }
}
