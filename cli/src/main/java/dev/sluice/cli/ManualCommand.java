package dev.sluice.cli;

import dev.sluice.cli.manual.Manual;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sluice manual DIRECTORY}, for the build: writes man pages and completions of all commands. */
@Command(name = "manual", hidden = true)
final class ManualCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIRECTORY", description = "Where to write.")
    private Path directory;

    @Override
    public Integer call() throws IOException {
        Manual.write(Sluice.commandLine(), "Sluice " + ProgramVersion.current(), directory);
        return 0;
    }
}
