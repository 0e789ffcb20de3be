package dev.sluice.iscsi.session;

import dev.sluice.io.disk.RamDevice;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.scsi.protection.ProtectedDevice;
import dev.sluice.scsi.protection.ProtectionType;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import dev.sluice.target.LunDefinition;
import dev.sluice.target.ServerSettings;
import dev.sluice.target.SluiceServer;
import dev.sluice.target.TargetDefinition;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a JVM of its own that has 64 MiB of heap; it stops when its input ends. */
final class SmallHeapServer implements AutoCloseable {
    private final Process process;
    private final InetSocketAddress address;

    SmallHeapServer() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-javaagent") && !argument.startsWith("-Xmx"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError", "-cp", classPath()));
        command.add(SmallHeapServer.class.getName());
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String port = process.inputReader(StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.matches("port \\d+"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the server did not start"));
            address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port.substring(5)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    InetSocketAddress address() {
        return address;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
        }
    }

    /** Runs in the other JVM. */
    public static void main(String[] arguments) throws IOException {
        RamDevice device = new RamDevice(TestServer.DISK_BYTES);
        LunDefinition plain = new LunDefinition(device, LogicalUnitSettings.of(TestServer.BLOCK, "plain"));
        ProtectedDevice checked = new ProtectedDevice(
                new RamDevice(TestServer.DISK_BYTES),
                new RamDevice(ProtectedDevice.informationBytes(TestServer.DISK_BYTES, TestServer.BLOCK)),
                TestServer.BLOCK);
        LunDefinition protectedDisk = new LunDefinition(
                checked, LogicalUnitSettings.of(TestServer.BLOCK, "checked").withProtection(ProtectionType.TYPE_1));
        SluiceServer server = SluiceServer.start(
                ServerSettings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                List.of(new TargetDefinition(
                        TestServer.TARGET, new AccessPolicy.Everyone(), List.of(plain, protectedDisk))));
        System.out.println("port " + server.listeningAddresses().getFirst().getPort());
        while (System.in.read() >= 0) {
            // Nobody writes: this waits for the end.
        }
        server.shutdown(Duration.ofSeconds(1));
    }
}
