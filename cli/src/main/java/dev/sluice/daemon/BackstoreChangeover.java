package dev.sluice.daemon;

import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Node;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import dev.sluice.daemon.BackstoreChanges.Altered;
import dev.sluice.daemon.Transaction.StepFailed;
import dev.sluice.daemon.backstore.BackstoreOpener;
import dev.sluice.io.open.DeviceOpenException;
import dev.sluice.target.LunDefinition;
import dev.sluice.target.SluiceServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a {@link Changeover} that open, change and close backstores, in the order in which they are taken. */
final class BackstoreChangeover {
    private static final Logger LOG = LoggerFactory.getLogger(BackstoreChangeover.class);

    /** Time limit for a device to complete its operations. */
    private static final long REST_SECONDS = 30;

    private final SluiceServer server;
    private final OpenBackstores backstores;
    private final BackstoreOpener opener;
    private final MissingResources missing;
    private final ServerChanges all;
    private final BackstoreChanges changes;
    private final Configuration before;
    private final MissingPolicy policy;
    private final Transaction transaction;

    /** Units that stood for missing backstores, and are not shown any more. */
    private final List<LunDefinition> absent = new ArrayList<>();

    BackstoreChangeover(ServerParts parts, ServerChanges changes, MissingPolicy policy, Transaction transaction) {
        this.server = parts.server();
        this.backstores = parts.backstores();
        this.opener = parts.opener();
        this.missing = parts.missing();
        this.all = changes;
        this.changes = changes.backstores();
        this.before = changes.before().configuration();
        this.policy = policy;
        this.transaction = transaction;
    }

    /** Opens new backstores that need not wait for others, and backstores that were missing. */
    void open() throws StepFailed {
        for (Backstore backstore : changes.made()) {
            if (!changes.mustWait(backstore, before)) {
                open(backstore);
            }
        }
        for (Node node : all.arrived()) {
            if (node instanceof Node.OneBackstore one && changes.keeps(one.id())) {
                exchange(one);
            }
        }
    }

    /** Changes backstores that stay open, but does not make files shorter. */
    void alter() throws StepFailed {
        for (Altered altered : changes.altered()) {
            if (!FileTruncation.isOne(altered)) {
                alter(altered);
            }
        }
    }

    /** Truncates files, as the last step. */
    void truncate() throws StepFailed {
        for (Altered altered : changes.altered()) {
            if (FileTruncation.isOne(altered)) {
                alter(altered);
            }
        }
    }

    /** Closes backstores that are removed. */
    void close() throws StepFailed {
        for (Backstore backstore : changes.gone()) {
            close(backstore);
        }
    }

    /** Closes and opens the backstores that are recreated, then opens the ones that waited for them. */
    void openLate() throws StepFailed {
        for (Backstore backstore : changes.again().values()) {
            close(before.backstore(backstore.id()));
            open(backstore);
        }
        for (Backstore backstore : changes.made()) {
            if (changes.mustWait(backstore, before)) {
                open(backstore);
            }
        }
    }

    /** Closes the units that stood for missing backstores. */
    void discardAbsent() {
        absent.forEach(server::removeUnit);
    }

    private static Node node(Backstore backstore) {
        return new Node.OneBackstore(backstore.type(), backstore.name());
    }

    private void open(Backstore backstore) throws StepFailed {
        boolean newFile = policy == MissingPolicy.REFUSE && BackstoreOpener.isToBeMade(backstore);
        String reason = missing.reason(node(backstore));
        transaction.step("open /backstores/" + backstore.id(), () -> openOrWait(backstore, newFile), () -> {
            leave(backstore);
            missing.restore(node(backstore), reason);
            if (newFile) {
                Files.deleteIfExists(Path.of(backstore.path()));
            }
        });
    }

    private void openOrWait(Backstore backstore, boolean newFile) throws IOException {
        boolean isAgain = changes.again().containsKey(backstore.id());
        boolean create = policy == MissingPolicy.REFUSE && (newFile || !isAgain);
        LunDefinition lun;
        try {
            lun = opened(backstore, create);
        } catch (DeviceOpenException e) {
            if (policy == MissingPolicy.REFUSE) {
                throw e;
            }
            enter(backstore, opener.absent(backstore), BackstoreHealth.absent(e.getMessage()));
            missing.add(node(backstore), e.getMessage());
            return;
        }
        enter(backstore, lun, BackstoreHealth.OK);
        missing.found(node(backstore));
    }

    private LunDefinition opened(Backstore backstore, boolean create) throws DeviceOpenException {
        try {
            return create ? opener.create(backstore) : opener.load(backstore);
        } catch (DeviceOpenException e) {
            throw backstores.explained(backstore, e);
        }
    }

    private void close(Backstore backstore) throws StepFailed {
        BackstoreHealth presence = backstores.find(backstore.id()).presence();
        transaction.step(
                "close /backstores/" + backstore.id(),
                () -> leave(backstore),
                () -> enter(backstore, presence.isOk() ? opener.load(backstore) : opener.absent(backstore), presence));
    }

    private void enter(Backstore backstore, LunDefinition lun, BackstoreHealth presence) throws IOException {
        try {
            server.addUnit(lun);
        } catch (IOException | RuntimeException e) {
            lun.device().close();
            throw e;
        }
        backstores.put(new OpenBackstores.Open(backstore, lun, presence));
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

    /** Replaces the unit that stood for a missing backstore; initiators are told that their LUNs have changed. */
    private void exchange(Node.OneBackstore one) throws StepFailed {
        OpenBackstores.Open old = backstores.find(one.id());
        Backstore backstore = old.backstore();
        String reason = missing.reason(one);
        transaction.step("open " + one, () -> enter(backstore, opened(backstore, false), BackstoreHealth.OK), () -> {
            server.removeUnit(backstores.lun(one.id())).get(REST_SECONDS, TimeUnit.SECONDS);
            backstores.put(old);
        });
        LunDefinition found = backstores.lun(one.id());
        for (Target target : before.targets()) {
            for (PortalGroup group : target.portalGroups()) {
                if (group.luns().stream().anyMatch(lun -> lun.backstore().equals(one.id()))) {
                    Node.Group at = new Node.Group(target.name(), group.tag());
                    transaction.step(
                            "show " + one + " in " + at,
                            () -> replace(at, old.lun(), found),
                            () -> replace(at, found, old.lun()));
                }
            }
        }
        absent.add(old.lun());
        transaction.step("serve " + one, () -> missing.found(one), () -> missing.restore(one, reason));
    }

    private void replace(Node.Group at, LunDefinition shown, LunDefinition other) {
        server.changePortalGroup(
                at.target(),
                at.tag(),
                group -> {
                    Map<Integer, LunDefinition> luns = new HashMap<>(group.luns());
                    luns.replaceAll((number, lun) -> lun == shown ? other : lun);
                    return group.showing(luns);
                },
                Duration.ZERO);
    }

    /** Alters a backstore. The undo gives a file its former length, which may differ from the configured one. */
    private void alter(Altered altered) throws StepFailed {
        Backstore from = altered.before();
        Backstore to = altered.after();
        boolean resized = !Objects.equals(from.size(), to.size()) && to.size() != null;
        OpenBackstores.Open open = backstores.find(from.id());
        String what = "change /backstores/" + to.id();
        if (!resized) {
            transaction.step(what, () -> set(open, to), () -> set(open, from));
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
                    set(open, to);
                },
                () -> {
                    resize(open, length);
                    set(open, from);
                });
    }

    /** Hands the settings to the server, which compares them. A default that is set or left out is no difference. */
    private void set(OpenBackstores.Open open, Backstore to) throws IOException {
        if (open.presence().isOk()) {
            server.changeUnit(open.lun(), BackstoreOpener.settings(to, open.lun()));
        }
        boolean resized = to.size() != null && !Objects.equals(open.backstore().size(), to.size());
        backstores.put(
                new OpenBackstores.Open(to, open.lun(), open.presence(), resized ? to.size() : open.leastBytes()));
    }

    private void resize(OpenBackstores.Open open, long length) throws IOException {
        backstores.put(new OpenBackstores.Open(
                open.backstore(), open.lun(), open.presence(), Math.min(length, open.leastBytes())));
        open.lun().device().resize(length);
        server.refreshCapacity(open.lun());
    }
}
