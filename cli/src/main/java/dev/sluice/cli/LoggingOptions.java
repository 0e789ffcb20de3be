package dev.sluice.cli;

import picocli.CommandLine.Option;

/** The flag of the log level. */
final class LoggingOptions {
    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description =
                    "Level of the log on standard error: error, warn, info, debug or trace. Default: the environment"
                            + " variable SLUICE_LOG, else info.")
    private String logLevel;

    void configure() {
        Logging.configure(Logging.level(logLevel));
    }
}
