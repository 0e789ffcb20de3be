package dev.sluice.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code sluice training-run}, for the launcher: the training run that fills the JVM's start-up cache. It starts a server and a daemon
 * on small disks, connects to the server, runs lines of the shell on the daemon, and ends both.
 */
@Command(name = "training-run", hidden = true)
final class TrainingRunCommand implements Callable<Integer> {
    private static final List<String> LINES = List.of(
            "help",
            "status",
            "/backstores/ramdisk create practice 1M",
            "/backstores/ramdisk/practice set attribute read_only=1",
            "ls",
            "ls / --json",
            "sessions",
            "/backstores/ramdisk delete practice",
            "saveconfig");

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("sluice-training-run");
        try {
            Logging.configure(Logging.Level.info);
            Signals.install();
            serve(directory.resolve("disk.img"));
            administer(directory);
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(TrainingRunCommand::delete);
            }
        }
        return 0;
    }

    private static void serve(Path file) throws IOException, InterruptedException {
        ServeOptions options = new ServeOptions();
        CommandLine.populateCommand(
                options,
                "--listen=127.0.0.1:0",
                "--disk=" + file.toString().replace(",", ",,") + ",size=1M",
                "--disk=ram:4M");
        new ServeRun(options.plan(CpuList.usable()), nowhere()).until(TrainingRunCommand::greet);
    }

    private static void greet(List<InetSocketAddress> listening) {
        InetSocketAddress address = listening.getFirst();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void administer(Path directory) throws IOException, InterruptedException {
        String socket = "--socket=" + directory.resolve("sluice.sock");
        DaemonCommand daemon = new DaemonCommand();
        CommandLine.populateCommand(
                daemon, "--config=" + directory.resolve("sluice.json"), "--state-dir=" + directory, "--new", socket);
        daemon.until(() -> {
            for (String line : LINES) {
                List<String> words = new ArrayList<>(List.of(socket));
                words.addAll(List.of(line.split(" ")));
                Sluice.commandLine().setOut(nowhere()).setErr(nowhere()).execute(words.toArray(String[]::new));
            }
        });
    }

    private static PrintWriter nowhere() {
        return new PrintWriter(OutputStream.nullOutputStream());
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
