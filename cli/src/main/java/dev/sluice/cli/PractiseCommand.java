package dev.sluice.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code sluice practise}, for the launcher: starts a server on small disks, greets it once and ends it, so that the JVM
 * can note for its start-up cache what a start needs.
 */
@Command(name = "practise", hidden = true)
final class PractiseCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("sluice-practise");
        Path file = directory.resolve("disk.img");
        try {
            ServeOptions options = new ServeOptions();
            CommandLine.populateCommand(
                    options,
                    "--listen=127.0.0.1:0",
                    "--disk=" + file.toString().replace(",", ",,") + ",size=1M",
                    "--disk=ram:4M");
            Logging.configure(Logging.Level.info);
            Signals.install();
            new Serving(options.plan(CpuList.usable()), new PrintWriter(OutputStream.nullOutputStream()))
                    .until(PractiseCommand::greet);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
        return 0;
    }

    private static void greet(List<InetSocketAddress> listening) {
        InetSocketAddress address = listening.getFirst();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
