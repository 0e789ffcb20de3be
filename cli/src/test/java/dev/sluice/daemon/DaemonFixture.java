package dev.sluice.daemon;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.ChangeRequest;
import dev.sluice.api.Refusal;
import dev.sluice.config.Backstore;
import dev.sluice.config.BackstoreType;
import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateAcl;
import dev.sluice.config.change.CreateBackstore;
import dev.sluice.config.change.CreateLun;
import dev.sluice.config.change.CreatePortal;
import dev.sluice.config.change.CreateTarget;
import dev.sluice.config.change.DeleteNode;
import dev.sluice.config.file.ConfigurationBroken;
import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.LoginOptions;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A daemon in a folder of its own, one target of it, and an initiator. */
abstract class DaemonFixture {
    static final String TARGET = "iqn.2026-11.com.example:disk1";
    static final String INITIATOR = "iqn.2026-11.com.example:me";
    static final Node.Group GROUP = new Node.Group(TARGET, 1);

    @TempDir
    Path directory;

    int port;
    Daemon daemon;

    @BeforeEach
    void start() throws IOException, ConfigurationBroken {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        daemon = again();
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    Daemon again() throws IOException, ConfigurationBroken {
        return Daemon.start(SmallDaemon.in(directory));
    }

    ChangeAnswer change(Change... changes) throws Refusal {
        return daemon.change(new ChangeRequest(null, false, false, List.of(changes)));
    }

    Refusal refusal(Change... changes) {
        return assertThrows(Refusal.class, () -> change(changes));
    }

    static Change ramdisk(String name) {
        return new CreateBackstore(Backstore.of(BackstoreType.RAMDISK, name, null, 1L << 20));
    }

    Change file(String name) {
        String path = directory.resolve(name + ".img").toString();
        return new CreateBackstore(Backstore.of(BackstoreType.FILEIO, name, path, 1L << 20));
    }

    Change[] target() {
        return new Change[] {
            new CreateTarget(TARGET, null),
            new CreatePortal(GROUP, "127.0.0.1", port),
            new DeleteNode(new Node.OnePortal(GROUP, new Portal("0.0.0.0", 3260)), false)
        };
    }

    void serveOneDisk() throws Refusal {
        change(target());
        change(ramdisk("a"), new CreateLun(GROUP, "ramdisk/a", null, null), new CreateAcl(GROUP, INITIATOR, null));
    }

    Session login() {
        return login(INITIATOR);
    }

    Session login(String initiator) {
        return Session.login(new InetSocketAddress("127.0.0.1", port), LoginOptions.normal(initiator, TARGET));
    }

    /** Status of a unit after its unit attention conditions. */
    static int status(Session session, int lun) {
        int status = 2;
        for (int attentions = 0; status == 2 && attentions < 8; attentions++) {
            status = session.execute(ScsiCommand.none(lun, Cdb.testUnitReady())).status();
        }
        return status;
    }
}
