package dev.sluice.target;

import dev.sluice.iscsi.node.AccessPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own, for tests that kill it. It ends with the process that started it. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final InetSocketAddress address;

    private ServerProcess(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    static ServerProcess start(Path disk, long sizeBytes, int ioWorkers) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-javaagent"))
                .toList());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                ServerProcess.class.getName(),
                disk.toString(),
                Long.toString(sizeBytes),
                Integer.toString(ioWorkers)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String port = output.readLine();
        if (port == null) {
            process.destroyForcibly();
            throw new IOException("the server process ended without a word");
        }
        return new ServerProcess(
                process, new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)));
    }

    InetSocketAddress address() {
        return address;
    }

    /** SIGKILL; returns when the process is gone, and with it whatever it had under way. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Serves a file until it is killed, or its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        LunDefinition disk =
                TestServer.disk(TestServer.fileDevice(Path.of(arguments[0]), Long.parseLong(arguments[1])), 512);
        ServerSettings settings = ServerSettings.builder()
                .listen(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                .ioWorkers(Integer.parseInt(arguments[2]))
                .build();
        TargetDefinition target = new TargetDefinition(TestServer.TARGET, new AccessPolicy.Everyone(), List.of(disk));
        SluiceServer server = SluiceServer.start(settings, List.of(target));
        System.out.println(server.listeningAddresses().getFirst().getPort());
        while (System.in.read() >= 0) {
            // Nothing is told to it.
        }
        Runtime.getRuntime().halt(1);
    }
}
