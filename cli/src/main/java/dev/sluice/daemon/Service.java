package dev.sluice.daemon;

import dev.sluice.api.Explanation;
import dev.sluice.api.Refusal;
import dev.sluice.api.ServedState;
import dev.sluice.config.Backstore;
import dev.sluice.config.Configuration;
import dev.sluice.config.Difference;
import dev.sluice.config.Node;
import dev.sluice.config.file.SecretReader;
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

/** What a daemon serves with: the server, the backstores that it has, and what is missing yet. Any thread, unless a method says otherwise. */
final class Service {
    /** How long an initiator has to log out that an administrator sends away. */
    private static final Duration LOGOUT = Duration.ofSeconds(5);

    /** How long a loop may take to answer when it is asked whether it goes on. */
    private static final long ANSWER_SECONDS = 5;

    private final SluiceServer server;
    private final Backstores backstores = new Backstores();
    private final BackstoreOpener opener;
    private final AccessPolicies access;
    private final MissingResources shortages;
    private final HealthWatch health;
    private final Explanations explanations;

    private Service(DaemonSettings settings, Lock lock) throws IOException {
        this.server = SluiceServer.start(settings.server(), List.of());
        this.explanations = new Explanations(server, backstores);
        this.opener = new BackstoreOpener(settings.ioDepth());
        this.access = new AccessPolicies(SecretReader.ofThisService()::text, settings.chapAlgorithms());
        this.shortages = new MissingResources(server, backstores, opener, access, lock);
        this.health = HealthWatch.start(backstores::watched);
    }

    /**
     * Starts to serve a configuration. What is missing is not served until it is there; the rest is.
     *
     * @param lock held while the server is changed
     * @throws IOException if the server itself cannot start
     */
    static Service start(DaemonSettings settings, Configuration configuration, Lock lock) throws IOException {
        Service service = new Service(settings, lock);
        try {
            service.shortages.load(configuration);
        } catch (IOException | RuntimeException e) {
            service.server.shutdown(Duration.ZERO);
            throw e;
        }
        return service;
    }

    /** What sessions, or files, would lose by a change, in sentences with advice. */
    List<String> losses(Configuration now, Configuration after) {
        BackstoreChanges changes = BackstoreChanges.between(now, after, backstores::canBeWritten);
        List<String> losses = new ArrayList<>();
        for (Backstore backstore : changes.emptied()) {
            losses.add("/backstores/" + backstore.id()
                    + " is memory, and is made anew: all that is on it would be lost; with --force it is");
        }
        for (String loss : occupied(now, after, changes)) {
            losses.add(loss + ": log it out first, or repeat with --force");
        }
        for (String loss : FileTruncation.losses(changes)) {
            losses.add(loss + "; with --force it is");
        }
        return losses;
    }

    private List<String> occupied(Configuration now, Configuration after, BackstoreChanges changes) {
        List<InUseCheck.User> users = server.sessions().stream()
                .filter(session -> !session.discovery())
                .map(session -> new InUseCheck.User(
                        session.initiatorName(), new Node.Group(session.targetName(), session.portalGroupTag())))
                .toList();
        return users.isEmpty() ? List.of() : InUseCheck.losses(now, after, changes, users);
    }

    Changeover changeover(Configuration now, Configuration after) {
        return new Changeover(server, backstores, opener, access, shortages, now, after);
    }

    /** Tells what is served from now on. Under the lock. */
    void serving(Configuration configuration) {
        shortages.serving(configuration);
    }

    /** Remembers what an administrator has changed, for those who ask why. */
    void changed(Configuration after, List<Difference> differences) {
        explanations.changed(after, differences);
    }

    int sessionCount() {
        return server.sessionCount();
    }

    List<String> warnings() {
        return Stream.concat(
                        shortages.warnings().stream(),
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

    ServedState state(Configuration configuration) {
        return new StateReport(server, backstores, health, shortages::missing, configuration).make();
    }

    void endSession(int number) throws Refusal {
        if (!server.endSession(number, LOGOUT).join()) {
            throw new Refusal(Refusal.Reason.NOT_FOUND, "there is no session " + number);
        }
    }

    Explanation why(String about, Configuration configuration) throws Refusal {
        return explanations.about(about, configuration, health);
    }

    /** Whether each loop answers in time. */
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
        shortages.close();
        health.close();
        server.shutdown(bound);
    }
}
