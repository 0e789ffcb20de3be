package dev.sluice.cli;

import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.session.KeepAlive;
import picocli.CommandLine.Option;

/** The flags of the session limits, which logins negotiate. docs/tuning.md explains when to change one. */
final class SessionOptions {
    private static final int MAX_SECONDS = 3600;
    private static final int MAX_ALIAS = 255;

    @Option(
            names = "--target-alias",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Alias of the target, which initiators show. Default: none.")
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
            description = "Highest error recovery level that initiators can negotiate: 1 keeps sent PDUs until they are"
                    + " acknowledged, 2 also keeps the tasks of a lost connection. Default: ${DEFAULT-VALUE}.")
    private String errorRecoveryLevel;

    @Option(
            names = "--time2wait",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "Shortest time before an initiator reconnects after a lost connection, 0 to 3600."
                    + " Default: ${DEFAULT-VALUE}.")
    private String timeToWait;

    @Option(
            names = "--time2retain",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "Longest time after that for which its tasks are kept, 0 to 3600. Default: ${DEFAULT-VALUE}.")
    private String timeToRetain;

    @Option(
            names = "--nop-interval",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description =
                    "Time for which an initiator may be silent before it is pinged, 1 to 3600. Default: ${DEFAULT-VALUE}.")
    private String nopInterval;

    @Option(
            names = "--nop-timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Time to answer the ping before the connection is closed, 1 to 3600."
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
