package dev.sluice.cli;

import picocli.CommandLine.Option;

/** How much a command logs. */
final class LoggingOptions {
    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description =
                    "How much is logged to standard error: error, warn, info, debug or trace. Default: the environment"
                            + " variable SLUICE_LOG, else info.")
    private String logLevel;

    void configure() {
        Logging.configure(Logging.level(logLevel));
    }
}
