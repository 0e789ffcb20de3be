package dev.sluice.cli;

import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.session.KeepAlive;
import picocli.CommandLine.Option;

/** The flags about what initiators can agree on with the target; docs/tuning.md says when to change one. */
final class SessionOptions {
    private static final int MAX_SECONDS = 3600;
    private static final int MAX_ALIAS = 255;

    @Option(
            names = "--target-alias",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What people call the target; initiators show it. Default: none.")
    private String alias;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            defaultValue = "1",
            description = "Connections that one session may have, 1 to 8. Default: ${DEFAULT-VALUE}.")
    private String maxConnections;

    @Option(
            names = "--error-recovery-level",
            paramLabel = "0|1|2",
            defaultValue = "0",
            description =
                    "The highest error recovery level that initiators may agree on: 1 keeps what was sent until it is"
                            + " acknowledged, 2 keeps the tasks of a connection that is lost, too. Default: ${DEFAULT-VALUE}.")
    private String errorRecoveryLevel;

    @Option(
            names = "--time2wait",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description =
                    "The least time after which an initiator comes back for what a lost connection left, 0 to 3600."
                            + " Default: ${DEFAULT-VALUE}.")
    private String timeToWait;

    @Option(
            names = "--time2retain",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "How long after that it is kept at the most, 0 to 3600. Default: ${DEFAULT-VALUE}.")
    private String timeToRetain;

    @Option(
            names = "--nop-interval",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description =
                    "How long an initiator may be silent before it is pinged, 1 to 3600. Default: ${DEFAULT-VALUE}.")
    private String nopInterval;

    @Option(
            names = "--nop-timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long it may take to answer before its connection is given up, 1 to 3600."
                    + " Default: ${DEFAULT-VALUE}.")
    private String nopTimeout;

    String alias() {
        if (alias.length() > MAX_ALIAS) {
            throw new UsageException("--target-alias has more than " + MAX_ALIAS + " characters");
        }
        return alias;
    }

    TargetLimits limits() {
        return TargetLimits.DEFAULT.withRecovery(
                TuningOptions.number("--max-connections", maxConnections, 1, 8),
                TuningOptions.number("--error-recovery-level", errorRecoveryLevel, 0, 2),
                TuningOptions.number("--time2wait", timeToWait, 0, MAX_SECONDS),
                TuningOptions.number("--time2retain", timeToRetain, 0, MAX_SECONDS));
    }

    KeepAlive keepAlive() {
        return new KeepAlive(
                TuningOptions.number("--nop-interval", nopInterval, 1, MAX_SECONDS),
                TuningOptions.number("--nop-timeout", nopTimeout, 1, MAX_SECONDS));
    }
}
