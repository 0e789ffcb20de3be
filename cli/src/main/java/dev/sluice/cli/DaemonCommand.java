package dev.sluice.cli;

import dev.sluice.api.http.ApiServer;
import dev.sluice.api.http.ApiSettings;
import dev.sluice.config.file.ConfigurationBroken;
import dev.sluice.daemon.Daemon;
import dev.sluice.daemon.DaemonSettings;
import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.session.KeepAlive;
import dev.sluice.systemd.SystemdNotifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice daemon}: serves what is configured, and lets the shell and the API change it, until a signal ends it. */
@Command(
        name = "daemon",
        description = "Serves what is configured, and lets the shell change it while it runs, until SIGTERM or Ctrl-C.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class DaemonCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "/etc/sluice/sluice.json",
            description = "Where the configuration is saved. Default: ${DEFAULT-VALUE}.")
    private Path configuration;

    @Option(
            names = "--state-dir",
            paramLabel = "DIRECTORY",
            defaultValue = "/var/lib/sluice",
            description = "Where persistent reservations and saved mode pages are kept. Default: ${DEFAULT-VALUE}.")
    private Path stateDirectory;

    @Option(
            names = "--last-good",
            description = "Start with the newest saved version that can be read, where the configuration cannot.")
    private boolean lastGood;

    @Option(
            names = "--new",
            description =
                    "A first start: begin with nothing where there is no configuration yet. Where one was saved before"
                            + " and is gone, the daemon does not start all the same.")
    private boolean fresh;

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            defaultValue = "/run/sluice/sluice.sock",
            description = "The Unix socket that the shell and the API use. Default: ${DEFAULT-VALUE}.")
    private Path socket;

    @Mixin
    private ChapAlgorithmsOption chap = new ChapAlgorithmsOption();

    @Mixin
    private ApiOptions network = new ApiOptions();

    @Mixin
    private TuningOptions tuning = new TuningOptions();

    @Mixin
    private LoggingOptions logging = new LoggingOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        logging.configure();
        Signals signals = Signals.install();
        until(signals::await);
        return ExitCode.OK;
    }

    /** What happens while the daemon is there. */
    interface Meanwhile {
        void run() throws InterruptedException;
    }

    /** Serves until {@code meanwhile} has ended. */
    void until(Meanwhile meanwhile) throws IOException, InterruptedException {
        ServerTuning asked = tuning.tuning(CpuList.usable());
        ApiSettings.Remote remote = network.remote();
        DaemonSettings settings = new DaemonSettings(
                asked.server(
                        List.of(),
                        new KeepAlive(15, 30),
                        TargetLimits.DEFAULT,
                        AuthenticationRules.NONE,
                        stateDirectory),
                configuration,
                asked.ioDepth(),
                ProgramVersion.current(),
                lastGood,
                fresh,
                chap.algorithms());
        try (SystemdNotifier systemd = SystemdNotifier.fromEnvironment();
                Daemon daemon = Daemon.start(settings);
                ApiServer api = ApiServer.start(new ApiSettings(socket, remote), daemon)) {
            spec.commandLine().getOut().println("Sluice " + ProgramVersion.current() + " serves " + configuration);
            spec.commandLine().getOut().println("Answering on " + api.socket());
            if (remote != null) {
                spec.commandLine().getOut().println("Answering on https://" + ListenAddress.format(api.remote()));
            }
            spec.commandLine().getOut().flush();
            systemd.watchdog(daemon::isAlive);
            systemd.ready("serving " + configuration);
            meanwhile.run();
            systemd.stopping("ending: sessions may finish");
            LoggerFactory.getLogger(DaemonCommand.class)
                    .info("ending: sessions have {} s to finish", Daemon.SHUTDOWN_BOUND.toSeconds());
        } catch (ConfigurationBroken e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
