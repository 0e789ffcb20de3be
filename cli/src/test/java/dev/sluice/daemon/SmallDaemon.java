package dev.sluice.daemon;

import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.chap.ChapAlgorithm;
import dev.sluice.iscsi.login.TargetLimits;
import dev.sluice.iscsi.session.TransferPace;
import dev.sluice.target.ServerSettings;
import java.nio.file.Path;
import java.util.List;

/** Settings of a daemon with one loop. */
public final class SmallDaemon {
    private SmallDaemon() {}

    /** Of one that saves in {@code directory}. */
    public static DaemonSettings in(Path directory) {
        ServerSettings server = new ServerSettings(
                List.of(),
                1,
                List.of(),
                0,
                128,
                64L << 20,
                0,
                256,
                0,
                15,
                30,
                TransferPace.DEFAULT,
                TargetLimits.DEFAULT,
                AuthenticationRules.NONE,
                directory.resolve("state"));
        return new DaemonSettings(server, directory.resolve("sluice.json"), 16, "test", false, true, ChapAlgorithm.ALL);
    }
}
