package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program in a process of its own, as the launcher would start it. */
final class SluiceProcess implements AutoCloseable {
    static final String TARGET = "iqn.2026-11.dev.sluice:test";

    private static final int PATIENCE_SECONDS = 30;

    /** pipe(7): what a pipe takes. */
    private static final int PIPE_BYTES = 65_536;

    private static final Pattern LISTENING = Pattern.compile("Listening on 127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final BufferedReader out;
    private final Path err;
    private final List<String> lines = new ArrayList<>();

    private SluiceProcess(Process process, Path err) {
        this.process = process;
        this.out = process.inputReader();
        this.err = err;
    }

    /** Starts {@code sluice} with {@code args} in {@code directory}. */
    static SluiceProcess start(Path directory, String... args) throws IOException {
        return run(directory, command(args));
    }

    /** Returns a builder of a process {@code sluice} with {@code args}. */
    static List<String> command(String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(System.getProperty("sluice.jvm.args").split(" ")));
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(Sluice.class.getName());
        command.addAll(Arrays.asList(args));
        return command;
    }

    /** Starts any command in {@code directory}. */
    static SluiceProcess run(Path directory, List<String> command) throws IOException {
        Path err = Files.createTempFile("sluice", ".err");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(err.toFile())
                .start();
        return new SluiceProcess(process, err);
    }

    /** Starts {@code sluice} with a standard error that is a full pipe, which nobody reads. */
    static SluiceProcess withUnreadLog(Path directory, String... args) throws IOException {
        return withUnreadLog(directory, command(args));
    }

    /** As {@link #withUnreadLog(Path, String...)}, any command. */
    static SluiceProcess withUnreadLog(Path directory, List<String> wrapped) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "head -c " + PIPE_BYTES + " /dev/zero >&2; exec \"$@\"", "sluice"));
        command.addAll(wrapped);
        return new SluiceProcess(
                new ProcessBuilder(command).directory(directory.toFile()).start(), null);
    }

    /** Reads what waits in a pipe that was full, until there is {@code text}. */
    void readLogUntil(String text) throws IOException {
        BufferedReader log = process.errorReader();
        String line;
        do {
            line = log.readLine();
            assertNotNull(line, () -> "it ended without saying '" + text + "'");
        } while (!line.contains(text));
    }

    /** Starts a server of {@link #TARGET} on a free port of loopback, with {@code more} arguments. */
    static SluiceProcess serve(Path directory, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of("serve", "--listen=127.0.0.1:0", "--target-name=" + TARGET));
        args.addAll(Arrays.asList(more));
        return start(directory, args.toArray(String[]::new));
    }

    /** Starts a daemon that saves in {@code directory}, and returns when it answers on {@code directory/sock}. */
    static SluiceProcess daemon(Path directory, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of(
                "daemon",
                "--config=" + directory.resolve("sluice.json"),
                "--state-dir=" + directory.resolve("state"),
                "--socket=" + directory.resolve("sock"),
                "--cores=1",
                "--new"));
        args.addAll(Arrays.asList(more));
        SluiceProcess daemon = start(directory, args.toArray(String[]::new));
        String line;
        while ((line = daemon.out.readLine()) != null) {
            daemon.lines.add(line);
            if (line.startsWith("Answering on ")) {
                return daemon;
            }
        }
        throw new AssertionError("it ended before it answered:\n" + daemon.err());
    }

    /** Reads what the program prints until it listens; the port. */
    int awaitListening() throws IOException {
        String line;
        while ((line = out.readLine()) != null) {
            lines.add(line);
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        throw new AssertionError("it ended before it listened:\n" + String.join("\n", lines) + "\n" + err());
    }

    /** Reads what the program prints until a line begins with {@code start}; the rest of that line. */
    String await(String start) throws IOException {
        String line;
        while ((line = out.readLine()) != null) {
            lines.add(line);
            if (line.startsWith(start)) {
                return line.substring(start.length());
            }
        }
        throw new AssertionError("it ended before it said '" + start + "':\n" + err());
    }

    /** Reads all that it prints from now on to its end. */
    String rest() throws IOException {
        return out.readAllAsString();
    }

    /** Returns the lines printed so far. */
    List<String> lines() {
        return lines;
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends SIGKILL, and returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The exit code, once it has ended. */
    int awaitExit() throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
        return process.exitValue();
    }

    /** Returns its standard error so far. */
    String err() throws IOException {
        return err == null ? "nobody has read what it said" : Files.readString(err);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        if (err != null) {
            Files.deleteIfExists(err);
        }
    }
}
