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

/** {@code sluice daemon}: serves the saved configuration, which the shell and the API can change, until a signal ends it. */
@Command(
        name = "daemon",
        description =
                "Serves the saved configuration, which the shell and the API can change, until SIGTERM or Ctrl-C.",
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
            description = "File of the configuration. Default: ${DEFAULT-VALUE}.")
    private Path configuration;

    @Option(
            names = "--state-dir",
            paramLabel = "DIRECTORY",
            defaultValue = "/var/lib/sluice",
            description = "Directory for persistent reservations and saved mode pages. Default: ${DEFAULT-VALUE}.")
    private Path stateDirectory;

    @Option(
            names = "--last-good",
            description = "If the configuration cannot be read, start with the newest saved version that can.")
    private boolean lastGood;

    @Option(
            names = "--new",
            description =
                    "First start: begin with an empty configuration if there is none yet. If an earlier configuration is"
                            + " missing, the daemon still refuses to start.")
    private boolean fresh;

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            defaultValue = "/run/sluice/sluice.sock",
            description = "Unix socket for the shell and the API. Default: ${DEFAULT-VALUE}.")
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

    /** Work to do while the daemon runs. */
    interface Meanwhile {
        void run() throws InterruptedException;
    }

    /** Serves until {@code meanwhile} has returned. */
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
