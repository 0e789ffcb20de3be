package dev.sluice.cli;

import dev.sluice.daemon.StateLock;
import dev.sluice.daemon.backstore.HealthWatch;
import dev.sluice.iscsi.node.AccessPolicy;
import dev.sluice.target.LunDefinition;
import dev.sluice.target.ServerSettings;
import dev.sluice.target.SluiceServer;
import dev.sluice.target.TargetDefinition;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run of {@code sluice serve}: opens the disks, serves them until the end, and closes them.
 *
 * <p>On the main thread, once.
 */
final class ServeRun {
    private static final Logger LOG = LoggerFactory.getLogger(ServeRun.class);

    /** The property with the start time of the launcher, in milliseconds since 1970. */
    private static final String STARTED = "sluice.started";

    /** The time that sessions have to finish and log out when the server ends. */
    static final Duration SHUTDOWN_BOUND = Duration.ofSeconds(10);

    /** Waits for the end of the server; receives the addresses on which it listens. */
    @FunctionalInterface
    interface Ending {
        void await(List<InetSocketAddress> listening) throws InterruptedException;
    }

    private final ServeSettings plan;
    private final PrintWriter out;

    ServeRun(ServeSettings plan, PrintWriter out) {
        this.plan = plan;
        this.out = out;
    }

    /** Serves until {@code ending} returns. */
    void until(Ending ending) throws IOException, InterruptedException {
        try (StateLock state = StateLock.take(plan.stateDirectory())) {
            LOG.debug("state is kept: {}", state);
            serve(ending);
        }
    }

    private void serve(Ending ending) throws IOException, InterruptedException {
        List<LunDefinition> luns = ServeDiskOpener.open(plan.disks(), plan.tuning());
        SluiceServer server = SluiceServer.start(settings(), List.of(target(luns)));
        List<HealthWatch.Watched> disks = luns.stream()
                .map(LunDefinition::device)
                .map(disk -> new HealthWatch.Watched(
                        disk.properties().description(), disk, disk.properties().sizeBytes()))
                .toList();
        try (HealthWatch health = HealthWatch.start(() -> disks)) {
            LOG.debug("looking at the disks: {}", health);
            announce(luns, server);
            ending.await(server.listeningAddresses());
        } finally {
            server.shutdown(SHUTDOWN_BOUND);
        }
    }

    private void announce(List<LunDefinition> luns, SluiceServer server) {
        ServerTuning tuning = plan.tuning();
        out.println("Sluice " + ProgramVersion.current() + " serves " + plan.targetName() + " to "
                + (plan.allow().isEmpty() ? "every initiator" : String.join(", ", plan.allow()))
                + (plan.chap() == ChapRequirements.NONE ? "" : " with CHAP"));
        for (int lun = 0; lun < luns.size(); lun++) {
            out.println(DiskLine.of(lun, luns.get(lun), tuning));
        }
        for (InetSocketAddress address : server.listeningAddresses()) {
            out.println("Listening on " + ListenAddress.format(address));
        }
        out.flush();
        Long started = Long.getLong(STARTED);
        if (started != null) {
            LOG.info("listening {} ms after the start of the launcher", System.currentTimeMillis() - started);
        }
    }

    private TargetDefinition target(List<LunDefinition> luns) {
        TargetDefinition target = new TargetDefinition(
                        plan.targetName(), access(), plan.chap().target(), luns)
                .withAlias(plan.targetAlias());
        for (PortalGroupArgument further : plan.portalGroups()) {
            target = target.withFurtherGroup(further.tag(), further.portals(), further.state());
        }
        return target;
    }

    private AccessPolicy access() {
        return plan.allow().isEmpty() ? new AccessPolicy.Everyone() : new AccessPolicy.Only(Set.copyOf(plan.allow()));
    }

    private ServerSettings settings() {
        return plan.tuning()
                .server(
                        plan.listen(),
                        plan.keepAlive(),
                        plan.limits(),
                        plan.chap().discovery(),
                        plan.stateDirectory());
    }
}
