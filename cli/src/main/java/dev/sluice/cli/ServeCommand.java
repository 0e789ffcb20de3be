package dev.sluice.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice serve}: serves disks as the LUNs of one target until a signal ends it. */
@Command(
        name = "serve",
        description = "Serves disks as the LUNs of one iSCSI target, until SIGTERM or Ctrl-C.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServeOptions options = new ServeOptions();

    @Mixin
    private LoggingOptions logging = new LoggingOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        logging.configure();
        ServeSettings plan = options.plan(CpuList.usable());
        Signals signals = Signals.install();
        new ServeRun(plan, spec.commandLine().getOut()).until(listening -> {
            signals.await();
            LoggerFactory.getLogger(ServeCommand.class)
                    .info("ending: sessions have {} s to finish", ServeRun.SHUTDOWN_BOUND.toSeconds());
        });
        return ExitCode.OK;
    }
}
