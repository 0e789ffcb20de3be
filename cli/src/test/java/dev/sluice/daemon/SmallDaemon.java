package dev.sluice.daemon;

import dev.sluice.iscsi.chap.ChapAlgorithm;
import dev.sluice.target.ServerSettings;
import java.nio.file.Path;

/** Settings of a daemon with one loop. */
public final class SmallDaemon {
    private SmallDaemon() {}

    /** Of one that saves in {@code directory}. */
    public static DaemonSettings in(Path directory) {
        ServerSettings server = ServerSettings.builder()
                .bufferMemory(64L << 20)
                .stateDirectory(directory.resolve("state"))
                .build();
        return new DaemonSettings(server, directory.resolve("sluice.json"), 16, "test", false, true, ChapAlgorithm.ALL);
    }
}
