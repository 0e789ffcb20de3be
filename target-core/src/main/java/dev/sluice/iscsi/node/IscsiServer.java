package dev.sluice.iscsi.node;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.stranger.Strangers;
import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.connection.IncomingConnection;
import dev.sluice.iscsi.journal.Journal;
import dev.sluice.iscsi.journal.LoginJournal;
import dev.sluice.iscsi.login.LoginFailure;
import dev.sluice.iscsi.report.ConnectionCounts;
import dev.sluice.iscsi.report.LoopReport;
import dev.sluice.iscsi.report.OpenCommandReport;
import dev.sluice.iscsi.report.SessionReport;
import dev.sluice.iscsi.request.ControlRequests;
import dev.sluice.iscsi.task.SessionBuffers;
import dev.sluice.iscsi.transport.ConnectedSocket;
import dev.sluice.iscsi.transport.ListeningSocket;
import dev.sluice.text.Peer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The iSCSI side of a server: listens, spreads connections over the loops, and counts sessions. Any thread.
 *
 * <p>Connections of one target go to all loops; each stays on the loop that it was given to.
 */
public final class IscsiServer {
    /** Buffer memory that a session is guaranteed, in bytes, both pools together. */
    public static final long GUARANTEED_BYTES_PER_SESSION = 2L * SessionBuffers.GUARANTEED_BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(IscsiServer.class);

    /**
     * Connections that have not logged in, at a time. Each has 4 KiB of staging memory, and text of its login as far as it has come: 30
     * MiB for all at most.
     */
    public static final int MOST_STRANGERS = 1024;

    /** Connections in discovery, at a time: anyone may have one, so they live but for {@link ControlRequests#DISCOVERY_SECONDS}. */
    public static final int MOST_IN_DISCOVERY = 128;

    static {
        // A connection being closed counts until it is gone, so there may be twice as many: no more than a usual limit
        // of
        // descriptors.
        assert 2 * (MOST_STRANGERS + MOST_IN_DISCOVERY) <= 4096;
    }

    private final TargetDirectory directory = new TargetDirectory();
    private volatile IscsiSettings settings;
    private final List<LoopSessions> loops = new ArrayList<>();
    private final Portals portals;
    private final LoginHold admission;
    private final Strangers strangers = new Strangers(MOST_STRANGERS);
    private final Strangers inDiscovery = new Strangers(MOST_IN_DISCOVERY);
    private final SessionNumbers numbers = new SessionNumbers();
    private int nextLoop;
    private final DiscoverySessions discoverySessions = new DiscoverySessions();
    private final LoginThrottle throttle = new LoginThrottle();
    private final Journal journal;
    private final LoginJournal loginJournal;

    /**
     * @param listeningSockets makes the sockets of portals
     * @param zeroCopyThreshold see {@code LoopTransport}
     */
    public IscsiServer(
            IscsiSettings settings,
            List<IoLoop> loops,
            ListeningSocket.Opener listeningSockets,
            int zeroCopyThreshold) {
        this.settings = settings;
        this.journal = new Journal(loops.getFirst()::now);
        this.loginJournal = new LoginJournal(journal);
        for (IoLoop loop : loops) {
            this.loops.add(new LoopSessions(this, loop, zeroCopyThreshold));
        }
        this.admission = new LoginHold(loops.getFirst());
        this.portals = new Portals(listeningSockets, loops.getFirst(), this::accepted);
    }

    /**
     * Listens on an address, for discovery and for the groups that are reached by it.
     *
     * @return the address with the port that it got
     */
    public InetSocketAddress listen(InetSocketAddress address) throws IOException {
        return portals.open(address);
    }

    /** The addresses that it listens on, in the order in which it began to. */
    public List<InetSocketAddress> listening() {
        return portals.addresses();
    }

    /** Initiators get to these targets from now on, by the portals of their groups. */
    public void add(List<TargetNode> targets) {
        directory.add(targets);
    }

    /** No initiator gets to the target any more; sessions stay. */
    public void remove(TargetNode target) {
        directory.remove(target);
    }

    /**
     * Lets a portal group be reached by one more address, from now on.
     *
     * @return the address with the port that it got
     * @throws IOException if it cannot be bound
     * @throws IllegalArgumentException if the target is reached by it already
     */
    public InetSocketAddress addPortal(TargetNode target, TargetPortalGroup group, InetSocketAddress address)
            throws IOException {
        hold();
        try {
            InetSocketAddress portal = portals.open(address);
            if (target.groupOf(portal) != null || !group.add(portal)) {
                portals.close(portal);
                throw new IllegalArgumentException(portal + " is a portal of " + target.name() + " already");
            }
            return portal;
        } finally {
            admit();
        }
    }

    /** Takes an address away from a portal group, and listens there no more if no one else does; sessions stay. */
    public void removePortal(TargetPortalGroup group, InetSocketAddress portal) {
        if (!group.remove(portal)) {
            throw new IllegalArgumentException(
                    portal + " is no portal of group " + group.tag() + " of " + group.targetName());
        }
        portals.close(portal);
    }

    /** Authentication of discovery sessions. */
    public AuthenticationRules discoveryAuthentication() {
        return settings.discoveryAuthentication();
    }

    /** Changes the authentication of discovery sessions that begin from now on. */
    public void discoveryAuthentication(AuthenticationRules rules) {
        settings = settings.withDiscoveryAuthentication(rules);
    }

    /** On the first loop. */
    private void accepted(ConnectedSocket socket, InetSocketAddress peer, InetSocketAddress portal) {
        IncomingConnection arrival = new IncomingConnection(socket, peer, portal);
        if (!arrival.takePlace(strangers)) {
            LOG.warn(
                    "connection from {} refused: {} that have not logged in are being closed",
                    Peer.at(peer),
                    MOST_STRANGERS);
            loginJournal.connectionRefused(peer, MOST_STRANGERS);
            arrival.abandon();
            return;
        }
        admission.pass(arrival, nextLoop());
    }

    /** The loop with the fewest sessions, those that have as many in turn: each session is guaranteed a part of its loop's buffers. */
    private LoopSessions nextLoop() {
        LoopSessions chosen = loops.get(nextLoop);
        nextLoop = (nextLoop + 1) % loops.size();
        for (LoopSessions other : loops) {
            if (other.sessionCount() < chosen.sessionCount()) {
                chosen = other;
            }
        }
        return chosen;
    }

    /** Connections that come from now on wait for {@link #admit}, which follows for each call of this. */
    public void hold() {
        admission.hold();
    }

    /** Lets waiting connections in. */
    public void admit() {
        admission.admit();
    }

    /** The places of connections in discovery. */
    Strangers inDiscovery() {
        return inDiscovery;
    }

    /** Counts of what connections hold now. Any thread but the loops'; waits for them. */
    public ConnectionCounts holdings() {
        int lent = 0;
        for (LoopSessions loop : loops) {
            lent += loop.lent().join();
        }
        return new ConnectionCounts(numbers.count(), strangers.present(), inDiscovery.present(), lent);
    }

    LoginJournal loginJournal() {
        return loginJournal;
    }

    /** The journal of decisions. */
    public Journal journal() {
        return journal;
    }

    /**
     * The oldest command of each session and logical unit that has not ended, by age, the oldest first. Any thread but the loops'; waits for
     * them.
     */
    public List<OpenCommandReport> oldestCommands() {
        List<CompletableFuture<List<OpenCommandReport>>> reports =
                loops.stream().map(LoopSessions::oldestCommands).toList();
        return reports.stream()
                .flatMap(report -> report.join().stream())
                .sorted(Comparator.comparing(OpenCommandReport::age).reversed())
                .toList();
    }

    LoginThrottle throttle() {
        return throttle;
    }

    IscsiSettings settings() {
        return settings;
    }

    DiscoverySessions discoverySessions() {
        return discoverySessions;
    }

    TargetDirectory directory() {
        return directory;
    }

    /** The number of sessions that each loop has when there are as many as there may be. */
    int mostSessionsOfLoop() {
        return Math.ceilDiv(settings.maxSessions(), loops.size());
    }

    /** A TSIH that no session has, for one of {@code loop}. */
    int takeTsih(LoopSessions loop, SessionNumbers.Applicant applicant) throws LoginFailure {
        return numbers.take(loop, applicant, settings.maxSessions(), directory::vouchesForSome);
    }

    /** Returns true if an initiator may have the buffers that are kept. As with the last session numbers, they are for initiators that are vouched for, if there are such. */
    boolean mayTakeKept(SessionNumbers.Applicant applicant) {
        return applicant.vouched() || applicant.reinstates() || !directory.vouchesForSome();
    }

    void returnTsih(int tsih) {
        numbers.giveBack(tsih);
    }

    /** The loop that the session with that TSIH belongs to, or null if there is none. */
    LoopSessions loopOf(int tsih) {
        return numbers.loopOf(tsih);
    }

    /** Number of sessions, discovery included. */
    public int sessionCount() {
        return numbers.count();
    }

    /** Counts of each loop since it started. Any thread but the loops'; waits for them. */
    public List<LoopReport> reports() {
        List<CompletableFuture<LoopReport>> reports =
                loops.stream().map(LoopSessions::report).toList();
        return reports.stream().map(CompletableFuture::join).toList();
    }

    /** The sessions that there are, by their TSIH. Any thread but the loops'; waits for them. */
    public List<SessionReport> sessions() {
        List<CompletableFuture<List<SessionReport>>> reports =
                loops.stream().map(LoopSessions::sessionReports).toList();
        return reports.stream()
                .flatMap(report -> report.join().stream())
                .sorted(Comparator.comparingInt(SessionReport::tsih))
                .toList();
    }

    /**
     * Ends a session: asks the initiator to log out within {@code bound}, and drops it if it does not.
     *
     * @return completed, on any thread, when it is gone, with false if there is no such session
     */
    public CompletableFuture<Boolean> endSession(int tsih, Duration bound) {
        LoopSessions owner = loopOf(tsih);
        return owner == null ? CompletableFuture.completedFuture(false) : owner.endSession(tsih, bound);
    }

    /** Closes the portals, and asks initiators to log out within {@code seconds}. */
    public void askForLogout(int seconds) {
        portals.closeAll();
        admission.close();
        loops.forEach(loop -> loop.askForLogout(seconds));
    }

    /** Lets sessions finish what they have accepted, and closes them; complete when every one is gone. */
    public CompletableFuture<Void> finishSessions() {
        return CompletableFuture.allOf(
                loops.stream().map(LoopSessions::finishAll).toArray(CompletableFuture<?>[]::new));
    }

    /** Closes all connections that {@link #finishSessions} has not yet; their tasks are aborted. */
    public void closeConnections() {
        loops.forEach(LoopSessions::closeAll);
    }
}
