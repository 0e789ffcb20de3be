package dev.sluice.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.Session;
import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceSpec;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.open.DeviceOpenException;
import dev.sluice.io.open.Devices;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** A server with one target for a test. Closing it checks that all buffers came home and that it stops in time. */
final class TestServer implements AutoCloseable {
    static final String TARGET = "iqn.2026-01.dev.sluice:test";
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final SluiceServer server;

    private TestServer(SluiceServer server) {
        this.server = server;
    }

    /** A disk with {@code blockSize} on {@code device}, which the server closes. */
    static LunDefinition disk(BlockDevice device, int blockSize) {
        String identity = device.properties().identity();
        return new LunDefinition(device, LogicalUnitSettings.of(blockSize, identity));
    }

    /** A file, made {@code sizeBytes} long where it does not exist. */
    static BlockDevice fileDevice(Path path, long sizeBytes) {
        try {
            return Devices.open(DeviceSpec.Disk.of(path).withCreateBytes(sizeBytes));
        } catch (DeviceOpenException e) {
            throw new IllegalStateException(e);
        }
    }

    static TestServer start(UnaryOperator<ServerSettings.Builder> change, LunDefinition... luns) throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ServerSettings settings =
                change.apply(ServerSettings.builder().listen(List.of(anyPort))).build();
        TargetDefinition target = new TargetDefinition(TARGET, new AccessPolicy.Everyone(), List.of(luns));
        return new TestServer(SluiceServer.start(settings, List.of(target)));
    }

    InetSocketAddress address() {
        return server.listeningAddresses().getFirst();
    }

    int sessionCount() {
        return server.sessionCount();
    }

    /** Logs in as the {@code number}th initiator. */
    Session login(int number, UnaryOperator<LoginOptions> change) {
        LoginOptions options = LoginOptions.normal("iqn.2026-01.dev.sluice:initiator-" + number, TARGET)
                .isidQualifier(number);
        return Session.login(address(), change.apply(options));
    }

    Session login(int number) {
        return login(number, UnaryOperator.identity());
    }

    @Override
    public void close() {
        List<IoLoop> loops = server.loops();
        boolean clean = server.shutdown(BOUND);
        assertTrue(clean, "the server did not come to rest within " + BOUND);
        // The loops' threads have ended: their buffers can be counted from here.
        for (IoLoop loop : loops) {
            assertEquals(0, loop.transferBuffers().outstanding(), "transfer buffers not home, loop " + loop.index());
            assertEquals(0, loop.solicitedBuffers().outstanding(), "solicited buffers not home, loop " + loop.index());
        }
    }
}
