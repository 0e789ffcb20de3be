package dev.sluice.daemon;

import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.daemon.BackstoreChanges.Altered;
import dev.sluice.daemon.Transaction.StepFailed;
import dev.sluice.daemon.backstore.BackstoreOpener;
import dev.sluice.io.device.DeviceOpenException;
import dev.sluice.target.LunDefinition;
import dev.sluice.target.SluiceServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a running server serve another configuration, all of it or none. What can fail is done before what hurts: devices are opened and
 * portals bound before anything is taken away. Used once, by the thread that changes.
 */
final class Changeover {
    private static final Logger LOG = LoggerFactory.getLogger(Changeover.class);

    /** How long a device may take to come to rest. */
    private static final long REST_SECONDS = 30;

    private final SluiceServer server;
    private final Backstores backstores;
    private final BackstoreOpener opener;
    private final Configuration before;
    private final Configuration after;
    private final BackstoreChanges changes;
    private final TargetChangeover targets;
    private final Transaction transaction = new Transaction();

    Changeover(
            SluiceServer server,
            Backstores backstores,
            BackstoreOpener opener,
            AccessPolicies access,
            MissingResources shortages,
            Configuration before,
            Configuration after) {
        this.server = server;
        this.backstores = backstores;
        this.opener = opener;
        this.before = before;
        this.after = after;
        this.changes = BackstoreChanges.between(before, after, backstores::canBeWritten);
        this.targets = new TargetChangeover(
                server,
                backstores,
                access,
                before,
                after,
                changes,
                new PortalChangeover(new PortalOpener(server), shortages, transaction),
                transaction);
    }

    /** Carries the change out; whoever goes on with it may still {@link #takeBack}. */
    void carry() throws StepFailed {
        try {
            targets.removePortals();
            for (Backstore backstore : changes.made()) {
                if (!changes.mustWait(backstore, before)) {
                    make(backstore);
                }
            }
            List<Altered> shrinking = new ArrayList<>();
            for (Altered altered : changes.altered()) {
                if (FileTruncation.isOne(altered)) {
                    shrinking.add(altered);
                } else {
                    alter(altered);
                }
            }
            targets.add();
            targets.unmap();
            targets.remove();
            for (Backstore backstore : changes.gone()) {
                remove(backstore);
            }
            for (Backstore backstore : changes.again().values()) {
                remove(before.backstore(backstore.id()));
                make(backstore);
            }
            for (Backstore backstore : changes.made()) {
                if (changes.mustWait(backstore, before)) {
                    make(backstore);
                }
            }
            targets.map();
            targets.change();
            for (Altered altered : shrinking) {
                alter(altered);
            }
        } catch (StepFailed e) {
            transaction.takeBack();
            throw e;
        }
    }

    void takeBack() {
        transaction.takeBack();
    }

    private void make(Backstore backstore) throws StepFailed {
        boolean newFile = BackstoreOpener.isToBeMade(backstore);
        boolean isAgain = changes.again().containsKey(backstore.id());
        transaction.step(
                "open /backstores/" + backstore.id(),
                () -> enter(backstore, open(backstore, newFile || !isAgain)),
                () -> {
                    leave(backstore);
                    if (newFile) {
                        Files.deleteIfExists(Path.of(backstore.path()));
                    }
                });
    }

    private LunDefinition open(Backstore backstore, boolean create) throws DeviceOpenException {
        try {
            return create ? opener.create(backstore) : opener.load(backstore);
        } catch (DeviceOpenException e) {
            throw backstores.explained(backstore, e);
        }
    }

    private void remove(Backstore backstore) throws StepFailed {
        BackstoreHealth presence = backstores.find(backstore.id()).presence();
        transaction.step("close /backstores/" + backstore.id(), () -> leave(backstore), () -> {
            if (presence.isOk()) {
                enter(backstore, opener.load(backstore));
            } else {
                enter(backstore, opener.absent(backstore), presence);
            }
        });
    }

    private void enter(Backstore backstore, LunDefinition lun) throws Exception {
        enter(backstore, lun, BackstoreHealth.OK);
    }

    private void enter(Backstore backstore, LunDefinition lun, BackstoreHealth presence) throws Exception {
        try {
            server.addUnit(lun);
        } catch (Exception e) {
            lun.device().close();
            throw e;
        }
        backstores.put(new Backstores.Open(backstore, lun, presence));
    }

    private void leave(Backstore backstore) throws Exception {
        LunDefinition lun = backstores.lun(backstore.id());
        try {
            server.removeUnit(lun).get(REST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            LOG.error("/backstores/{} is closed, and may not have all that was written", backstore.id(), e.getCause());
        }
        backstores.remove(backstore.id());
    }

    /** Taken back, a file has the length that it had, whatever the configuration said of that. */
    private void alter(Altered altered) throws StepFailed {
        Backstore from = altered.before();
        Backstore to = altered.after();
        boolean resized = !Objects.equals(from.size(), to.size()) && to.size() != null;
        Backstores.Open open = backstores.find(from.id());
        String what = "change /backstores/" + to.id();
        if (!resized) {
            transaction.step(what, () -> set(open, from, to), () -> set(open, to, from));
            return;
        }
        if (!open.presence().isOk()) {
            throw new StepFailed("cannot " + what + ": " + open.presence().detail(), null);
        }
        long length = FileTruncation.length(from);
        transaction.step(
                what,
                () -> {
                    resize(open, to.size());
                    set(open, from, to);
                },
                () -> {
                    resize(open, length);
                    set(open, to, from);
                });
    }

    /** Initiators hear of what is another for them, and not of a usual value that is said or left out. */
    private void set(Backstores.Open open, Backstore from, Backstore to) throws IOException {
        boolean readOnly = AccessPolicies.isOn(to.readOnly(), false);
        boolean writeCache = AccessPolicies.isOn(to.writeCache(), true);
        if (open.presence().isOk() && readOnly != AccessPolicies.isOn(from.readOnly(), false)) {
            server.readOnly(open.lun(), readOnly);
        }
        if (open.presence().isOk() && writeCache != AccessPolicies.isOn(from.writeCache(), true)) {
            server.writeCache(open.lun(), writeCache);
        }
        boolean resized = to.size() != null && !Objects.equals(open.backstore().size(), to.size());
        backstores.put(new Backstores.Open(to, open.lun(), open.presence(), resized ? to.size() : open.leastBytes()));
    }

    private void resize(Backstores.Open open, long length) throws IOException {
        backstores.put(new Backstores.Open(
                open.backstore(), open.lun(), open.presence(), Math.min(length, open.leastBytes())));
        try (RandomAccessFile file = new RandomAccessFile(open.backstore().path(), "rw")) {
            file.setLength(length);
            file.getFD().sync();
        }
        server.refreshCapacity(open.lun());
    }
}
