package dev.sluice.api.http;

import dev.sluice.config.file.ConfigurationBroken;
import dev.sluice.daemon.Daemon;
import dev.sluice.daemon.DaemonSettings;
import dev.sluice.daemon.SmallDaemon;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** A daemon in a folder of its own, and its API. */
final class ServedDaemon implements AutoCloseable {
    private final Daemon daemon;
    private final ApiServer server;
    private boolean stopped;

    private ServedDaemon(Daemon daemon, ApiServer server) {
        this.daemon = daemon;
        this.server = server;
    }

    /** @param directory empty */
    static ServedDaemon start(Path directory) throws IOException {
        Daemon daemon = start(SmallDaemon.in(directory));
        try {
            return new ServedDaemon(daemon, ApiServer.start(new ApiSettings(directory.resolve("sock"), null), daemon));
        } catch (IOException | RuntimeException e) {
            daemon.close();
            throw e;
        }
    }

    private static Daemon start(DaemonSettings settings) throws IOException {
        try {
            return Daemon.start(settings);
        } catch (ConfigurationBroken e) {
            throw new IllegalStateException(e);
        }
    }

    RawClient connect() throws IOException {
        return RawClient.connect(server.socket());
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    Daemon daemon() {
        return daemon;
    }

    ApiServer server() {
        return server;
    }

    /** Lets the daemon end before its API does. */
    void stopDaemon() {
        daemon.close();
        stopped = true;
    }

    @Override
    public void close() {
        server.close();
        if (!stopped) {
            stopDaemon();
        }
    }
}
