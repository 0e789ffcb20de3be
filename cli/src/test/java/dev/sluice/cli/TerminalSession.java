package dev.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;

/** The program on a pseudo-terminal, which {@code script} makes, and somebody who types and reads there. */
final class TerminalSession implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final InputStream screen;
    private final OutputStream keyboard;
    private final StringBuilder shown = new StringBuilder();
    private int read;

    private TerminalSession(Process process) {
        this.process = process;
        this.screen = process.getInputStream();
        this.keyboard = process.getOutputStream();
    }

    /** Starts {@code sluice} with {@code args}. */
    static TerminalSession start(Path directory, Map<String, String> environment, String... args) throws IOException {
        List<String> command = SluiceProcess.command(args);
        String line = command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        ProcessBuilder builder = new ProcessBuilder(
                        "script", "-qfec", "stty cols 100 rows 40; exec " + line, "/dev/null")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("TERM", "xterm");
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().putAll(environment);
        return new TerminalSession(builder.start());
    }

    TerminalSession type(String keys) throws IOException {
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
        return this;
    }

    /** Waits until the screen has shown a text, after what was waited for before. */
    TerminalSession await(String text) {
        Assertions.assertTimeoutPreemptively(PATIENCE, () -> readUntil(text), () -> "no '" + text + "' in\n" + shown);
        return this;
    }

    private void readUntil(String text) throws IOException {
        byte[] some = new byte[4096];
        int found = shown.indexOf(text, read);
        while (found < 0) {
            int length = screen.read(some);
            if (length < 0) {
                throw new AssertionError("it ended without '" + text + "':\n" + shown);
            }
            shown.append(new String(some, 0, length, StandardCharsets.UTF_8));
            found = shown.indexOf(text, read);
        }
        read = found + text.length();
    }

    /** Returns the text read from the screen so far. */
    String shown() {
        return shown.toString();
    }

    int awaitExit() throws InterruptedException {
        Assertions.assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "it does not end");
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
