package dev.sluice.daemon;

import dev.sluice.api.Explanation;
import dev.sluice.api.Refusal;
import dev.sluice.api.ServedState;
import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Difference;
import dev.sluice.config.Node;
import dev.sluice.config.file.SecretReader;
import dev.sluice.daemon.Transaction.StepFailed;
import dev.sluice.daemon.backstore.BackstoreOpener;
import dev.sluice.daemon.backstore.HealthWatch;
import dev.sluice.target.SluiceServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;

/** The server of a daemon with its backstores, and the state that it has. Any thread, unless a method says otherwise. */
final class ManagedServer {
    /** Time for an initiator to log out whose session an administrator ends. */
    private static final Duration LOGOUT = Duration.ofSeconds(5);

    /** Time limit for the answer of a loop to {@link #isAlive}. */
    private static final long ANSWER_SECONDS = 5;

    private final SluiceServer server;
    private final OpenBackstores backstores = new OpenBackstores();
    private final MissingResources missing = new MissingResources();
    private final ServerParts parts;
    private final HealthWatch health;
    private final Explanations explanations;
    private final ResourceWatch watch;
    private volatile Configuration configuration = Configuration.EMPTY;

    private ManagedServer(DaemonSettings settings, Lock lock) throws IOException {
        this.server = SluiceServer.start(settings.server(), List.of());
        this.explanations = new Explanations(server, backstores);
        this.parts = new ServerParts(
                server,
                backstores,
                new BackstoreOpener(settings.ioDepth()),
                new AccessPolicies(SecretReader.ofThisService()::text, settings.chapAlgorithms()),
                missing);
        this.health = HealthWatch.start(backstores::watched);
        this.watch = ResourceWatch.start(parts, this::served, lock);
    }

    /**
     * Starts to serve a configuration. Nodes whose resources are missing are served when those appear.
     *
     * @param lock held while the server is changed
     * @throws IOException if the server itself cannot start
     */
    static ManagedServer start(DaemonSettings settings, Configuration configuration, Lock lock) throws IOException {
        ManagedServer started = new ManagedServer(settings, lock);
        try {
            started.load(configuration, lock);
            return started;
        } catch (IOException | RuntimeException e) {
            started.close(Duration.ZERO);
            throw e;
        }
    }

    private void load(Configuration whole, Lock lock) throws IOException {
        lock.lock();
        server.hold();
        try {
            new Changeover(parts, changes(whole), MissingPolicy.WAIT).carry();
            serving(whole);
        } catch (StepFailed e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getMessage(), e);
        } finally {
            server.admit();
            lock.unlock();
        }
    }

    private ServedConfiguration served() {
        return new ServedConfiguration(configuration, missing.nodes());
    }

    /** Differences between the state that the server has and another configuration. With the lock held. */
    ServerChanges changes(Configuration after) {
        ServedConfiguration now = served();
        return parts.changes(now, now.with(after));
    }

    /** Content of RAM disks and files that would be lost by a change, and LUNs that sessions would lose, in sentences with advice. */
    List<String> losses(ServerChanges changes) {
        List<String> losses = new ArrayList<>();
        for (Backstore backstore : changes.backstores().emptied()) {
            losses.add("/backstores/" + backstore.id()
                    + ": this RAM disk would be recreated and its data lost. Use --force to recreate it.");
        }
        for (String loss : lostLuns(changes)) {
            losses.add(loss + ": log it out first, or use --force to end its access");
        }
        for (String loss : FileTruncation.losses(changes.backstores())) {
            losses.add(loss + ". Use --force to shrink it.");
        }
        return losses;
    }

    private List<String> lostLuns(ServerChanges changes) {
        List<InUseCheck.User> users = server.sessions().stream()
                .filter(session -> !session.discovery())
                .map(session -> new InUseCheck.User(
                        session.initiatorName(), new Node.Group(session.targetName(), session.portalGroupTag())))
                .toList();
        return users.isEmpty()
                ? List.of()
                : InUseCheck.losses(
                        changes.before().configuration(), changes.after().configuration(), changes.backstores(), users);
    }

    Changeover changeover(ServerChanges changes) {
        return new Changeover(parts, changes, MissingPolicy.REFUSE);
    }

    /** Sets the configuration that is served from now on. With the lock held. */
    void serving(Configuration whole) {
        configuration = whole;
        missing.retain(whole);
    }

    /** Records a change in the journal of {@link #why}. */
    void changed(Configuration after, List<Difference> differences) {
        explanations.changed(after, differences);
    }

    int sessionCount() {
        return server.sessionCount();
    }

    List<String> warnings() {
        return Stream.concat(
                        missing.warnings().stream(),
                        backstores.all().stream()
                                .filter(open -> open.presence().isOk())
                                .flatMap(open ->
                                        BackstoreHealth.warning(
                                                open.backstore().id(),
                                                health.of(open.lun().device()))
                                                .stream())
                                .sorted())
                .toList();
    }

    ServedState state(Configuration of) {
        return new StateReport(server, backstores, health, missing::reason, of).make();
    }

    void endSession(int number) throws Refusal {
        if (!server.endSession(number, LOGOUT).join()) {
            throw new Refusal(Refusal.Reason.NOT_FOUND, "there is no session " + number);
        }
    }

    Explanation why(String about, Configuration in) throws Refusal {
        return explanations.about(about, in, health);
    }

    /** Returns true if each loop answers in time. */
    boolean isAlive() {
        try {
            CompletableFuture.supplyAsync(server::reports).get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    void close(Duration bound) {
        watch.close();
        health.close();
        server.shutdown(bound);
    }
}
