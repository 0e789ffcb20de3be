package dev.sluice.daemon;

import dev.sluice.api.Administration;
import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.ChangeRequest;
import dev.sluice.api.DaemonStatus;
import dev.sluice.api.Explanation;
import dev.sluice.api.Refusal;
import dev.sluice.api.RestoreRequest;
import dev.sluice.api.Revision;
import dev.sluice.api.SavedVersionInfo;
import dev.sluice.api.ServedState;
import dev.sluice.config.Configuration;
import dev.sluice.config.ConfigurationProblem;
import dev.sluice.config.Difference;
import dev.sluice.config.Node;
import dev.sluice.config.Rules;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.ChangeRefused;
import dev.sluice.config.change.IdentityCompletion;
import dev.sluice.config.change.NodeRestoration;
import dev.sluice.config.difference.Differences;
import dev.sluice.config.file.ConfigurationBroken;
import dev.sluice.config.file.ConfigurationStore;
import dev.sluice.config.file.Secrets;
import dev.sluice.daemon.Transaction.StepFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running daemon: its configuration, and the server that serves it. Any thread.
 *
 * <p>One change is carried out at a time. A change is checked as a whole, then carried out on the server, then saved, then acknowledged;
 * if a step fails, the steps before it are undone. Reads give a snapshot.
 */
public final class Daemon implements Administration, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
    private static final int PROTOCOL = 1;

    /** Time that sessions have to finish and log out when the daemon ends. */
    public static final Duration SHUTDOWN_BOUND = Duration.ofSeconds(10);

    /** Makes the next configuration from the present one. */
    @FunctionalInterface
    private interface Next {
        Configuration of(Configuration now) throws Refusal;
    }

    private final DaemonSettings settings;
    private final ConfigurationStore store;
    private final StateLock state;
    private final ManagedServer server;
    private final Instant since = Instant.now();
    private final ReentrantLock lock = new ReentrantLock();
    private final RecentAnswers answers = new RecentAnswers();
    private volatile Revision revision;
    private volatile Configuration saved;
    private boolean stopping;

    private Daemon(DaemonSettings settings, ConfigurationStore store, StateLock state, Configuration loaded)
            throws IOException {
        this.settings = settings;
        this.store = store;
        this.state = state;
        this.saved = loaded;
        this.revision = new Revision(1, loaded);
        this.server = ManagedServer.start(settings, loaded, lock);
    }

    /**
     * Starts to serve the saved configuration.
     *
     * @throws ConfigurationBroken if the saved configuration is wrong
     * @throws IOException if the configuration cannot be read, another daemon has the state, or the server cannot start
     */
    public static Daemon start(DaemonSettings settings) throws IOException, ConfigurationBroken {
        ConfigurationStore store = ConfigurationStore.open(settings.configurationFile());
        StateLock state = StateLock.take(settings.server().stateDirectory());
        Daemon daemon;
        try {
            daemon = new Daemon(settings, store, state, InitialConfiguration.load(settings, store));
        } catch (IOException | ConfigurationBroken | RuntimeException e) {
            state.abandon();
            throw e;
        }
        Thread.ofVirtual().name("sluice-prepare").start(daemon::prepare);
        return daemon;
    }

    /** Prepares the store for the first change, which takes a second longer otherwise with many disks. */
    private void prepare() {
        lock.lock();
        try {
            store.prepare(revision.configuration());
        } catch (IOException e) {
            LOG.debug("the store could not be prepared for changes", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public DaemonStatus status() {
        Revision now = revision;
        return new DaemonStatus(
                settings.program(),
                PROTOCOL,
                since,
                settings.configurationFile().toString(),
                now.number(),
                now.configuration().savesChanges(),
                now.configuration() != saved,
                now.configuration().backstores().size(),
                now.configuration().targets().size(),
                server.sessionCount(),
                warnings(now.configuration()));
    }

    /** Warnings about nodes that are not served, and about likely mistakes in settings. */
    private List<String> warnings(Configuration configuration) {
        List<String> warnings = new ArrayList<>(server.warnings());
        Rules.warnings(configuration)
                .forEach(problem -> warnings.add(problem.node(configuration) + ": " + problem.message()));
        return warnings;
    }

    @Override
    public Revision configuration() {
        return revision;
    }

    @Override
    public ServedState state() {
        return server.state(revision.configuration());
    }

    @Override
    public ChangeAnswer change(ChangeRequest request) throws Refusal {
        if (request.changes() == null
                || request.changes().isEmpty()
                || request.changes().stream().anyMatch(Objects::isNull)) {
            throw new Refusal(Refusal.Reason.INVALID, "the request names no changes, or one of them is none");
        }
        lock.lock();
        try {
            ChangeAnswer before = answers.to(request);
            if (before != null) {
                return before;
            }
            if (!request.force()) {
                ChangeWarnings.refuse(request.changes());
            }
            ChangeAnswer answer = goTo(now -> after(now, request.changes()), request.dryRun(), request.force());
            if (!request.dryRun()) {
                answers.remember(request, answer);
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }

    private static Configuration after(Configuration now, List<Change> changes) throws Refusal {
        try {
            Configuration after = now;
            for (Change change : changes) {
                after = change.applyTo(after);
            }
            return after;
        } catch (ChangeRefused e) {
            throw refusal(e);
        }
    }

    private static Refusal refusal(ChangeRefused e) {
        return new Refusal(
                switch (e.reason()) {
                    case NOT_FOUND -> Refusal.Reason.NOT_FOUND;
                    case EXISTS -> Refusal.Reason.EXISTS;
                    case IN_USE -> Refusal.Reason.IN_USE;
                    case INVALID -> Refusal.Reason.INVALID;
                },
                e.getMessage());
    }

    @Override
    public ChangeAnswer replace(byte[] text, boolean dryRun, boolean force) throws Refusal {
        lock.lock();
        try {
            return goTo(now -> IdentityCompletion.kept(SubmittedConfiguration.read(text), now), dryRun, force);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ChangeAnswer restore(RestoreRequest request) throws Refusal {
        lock.lock();
        try {
            int number = request.version() == null ? theOneBefore() : request.version();
            Configuration then = version(number);
            Node node = request.node() == null ? new Node.Root() : request.node();
            return goTo(now -> restored(now, then, node), request.dryRun(), request.force());
        } finally {
            lock.unlock();
        }
    }

    private int theOneBefore() throws Refusal {
        List<SavedVersionInfo> all = versions();
        if (all.size() < 2) {
            throw new Refusal(Refusal.Reason.NOT_FOUND, "no version before this one was saved");
        }
        return all.get(1).number();
    }

    private static Configuration restored(Configuration now, Configuration then, Node node) throws Refusal {
        try {
            return NodeRestoration.of(now, then, node);
        } catch (ChangeRefused e) {
            throw refusal(e);
        }
    }

    /** Changes to another configuration, on the server and on disk. With the change lock held. */
    private ChangeAnswer goTo(Next next, boolean dryRun, boolean force) throws Refusal {
        if (stopping) {
            throw new Refusal(Refusal.Reason.STOPPING, "the daemon is stopping");
        }
        Configuration now = revision.configuration();
        Configuration after = store.complete(next.of(now));
        List<ConfigurationProblem> problems = new ArrayList<>(Rules.check(after, now));
        problems.addAll(Secrets.missing(after));
        if (!problems.isEmpty()) {
            throw new Refusal(
                    Refusal.Reason.INVALID,
                    problems.getFirst().message(),
                    problems.stream()
                            .map(problem -> new Refusal.Detail(problem.pointer(), 0, 0, problem.message()))
                            .toList());
        }
        ServerChanges changes = server.changes(after);
        List<Difference> differences = changes.differences();
        if (differences.isEmpty() && now.savesChanges() == after.savesChanges()) {
            return new ChangeAnswer(revision.number(), differences, now == saved, List.of());
        }
        if (!force) {
            refuseLosses(changes);
        }
        if (dryRun) {
            return new ChangeAnswer(revision.number(), differences, false, ChangeWarnings.between(now, after));
        }
        carry(after, changes);
        return new ChangeAnswer(revision.number(), differences, saved == after, ChangeWarnings.between(now, after));
    }

    private void refuseLosses(ServerChanges changes) throws Refusal {
        List<String> losses = server.losses(changes);
        if (!losses.isEmpty()) {
            throw new Refusal(
                    Refusal.Reason.IN_USE,
                    losses.getFirst() + (losses.size() == 1 ? "" : " (and " + (losses.size() - 1) + " more)"),
                    losses.stream()
                            .map(loss -> new Refusal.Detail("", 0, 0, loss))
                            .toList());
        }
    }

    private void carry(Configuration after, ServerChanges changes) throws Refusal {
        List<Difference> differences = changes.differences();
        Changeover changeover = server.changeover(changes);
        try {
            changeover.carry();
        } catch (StepFailed e) {
            LOG.info("a change was taken back: {}", e.getMessage());
            LOG.debug("it was taken back", e);
            throw new Refusal(Refusal.Reason.FAILED, e.getMessage() + "; nothing was changed");
        }
        if (after.savesChanges()) {
            try {
                store.save(after, VersionSummaries.of(differences));
            } catch (IOException | ConfigurationBroken e) {
                changeover.takeBack();
                throw new Refusal(
                        Refusal.Reason.FAILED,
                        "cannot save the configuration: " + e.getMessage() + "; nothing was changed");
            }
            saved = after;
        }
        revision = new Revision(revision.number() + 1, after);
        server.serving(after);
        server.changed(after, differences);
        differences.forEach(difference -> LOG.info(
                "{} {}{}",
                difference.kind().name().toLowerCase(Locale.ROOT),
                difference.node(),
                difference.detail() == null || difference.detail().isEmpty() ? "" : ": " + difference.detail()));
    }

    @Override
    public int save() throws Refusal {
        lock.lock();
        try {
            Configuration now = revision.configuration();
            int number = store.save(now, VersionSummaries.of(Differences.between(saved, now)))
                    .number();
            saved = now;
            return number;
        } catch (IOException | ConfigurationBroken e) {
            throw new Refusal(Refusal.Reason.FAILED, "cannot save the configuration: " + e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<SavedVersionInfo> versions() {
        try {
            return store.versions().stream()
                    .map(one -> new SavedVersionInfo(one.number(), one.time(), one.summary()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the saved versions", e);
        }
    }

    @Override
    public Configuration version(int number) throws Refusal {
        return SubmittedConfiguration.version(store, number);
    }

    @Override
    public void endSession(int number) throws Refusal {
        server.endSession(number);
    }

    @Override
    public Explanation why(String about) throws Refusal {
        return server.why(about, revision.configuration());
    }

    /** Returns true if all loops of the server answer. */
    public boolean isAlive() {
        return server.isAlive();
    }

    /** Lets sessions finish and ends. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (stopping) {
                return;
            }
            stopping = true;
        } finally {
            lock.unlock();
        }
        server.close(SHUTDOWN_BOUND);
        state.close();
    }
}
