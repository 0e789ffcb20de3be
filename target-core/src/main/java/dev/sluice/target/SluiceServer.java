package dev.sluice.target;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.ExchangeableDevice;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.loop.IoLoopGroup;
import dev.sluice.io.loop.LoopSettings;
import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.scsi.CommandDevice;
import dev.sluice.io.worker.WorkerPool;
import dev.sluice.iscsi.session.IscsiServer;
import dev.sluice.iscsi.session.IscsiSettings;
import dev.sluice.iscsi.session.KeepAlive;
import dev.sluice.iscsi.session.LoopReport;
import dev.sluice.iscsi.session.PortalGroup;
import dev.sluice.iscsi.session.PortalGroupSettings;
import dev.sluice.iscsi.session.TargetNode;
import dev.sluice.scsi.AccessState;
import dev.sluice.scsi.LogicalUnit;
import dev.sluice.scsi.ScsiTarget;
import dev.sluice.scsi.UnitMemory;
import dev.sluice.scsi.disk.Disks;
import dev.sluice.scsi.optical.OpticalDrives;
import dev.sluice.scsi.passthrough.PassThroughUnits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: loops, devices, targets and portals, from {@link #start} to {@link #shutdown}. Any thread. */
public final class SluiceServer {
    private static final Logger LOG = LoggerFactory.getLogger(SluiceServer.class);
    private static final Duration LAST_CHANCE = Duration.ofMillis(200);

    private final IoLoopGroup loops;
    /** Null where the loops do disk I/O themselves. */
    private final WorkerPool workers;

    private final IscsiServer iscsi;
    /** Null where nothing is kept. */
    private final StateDirectory state;

    private final Map<LunDefinition, LogicalUnit> units = new IdentityHashMap<>();
    private final List<LunDefinition> luns;
    private final UnitWatch watch;
    private final List<ScsiTarget> ports = new ArrayList<>();
    private final List<InetSocketAddress> listening = new ArrayList<>();

    private SluiceServer(ServerSettings settings, List<TargetDefinition> targets) throws IOException {
        this.state = settings.stateDirectory() == null ? null : StateDirectory.open(settings.stateDirectory());
        Map<LunDefinition, UnitMemory> memories = loadMemories(targets);
        this.loops = IoLoopGroup.start(loopSettings(settings));
        this.workers = settings.ioWorkers() == 0 ? null : startWorkers(settings);
        this.luns = targets.stream()
                .flatMap(target -> target.luns().stream())
                .distinct()
                .toList();
        this.luns.forEach(lun -> units.put(lun, unit(lun, memories.get(lun))));
        List<TargetNode> nodes =
                targets.stream().map(target -> node(target, settings)).toList();
        IscsiSettings iscsiSettings = new IscsiSettings(
                settings.queueDepth(),
                settings.maxSessions(),
                settings.limits(),
                new KeepAlive(settings.pingAfterSeconds(), settings.pingTimeoutSeconds()),
                settings.discoveryAuthentication());
        this.watch = new UnitWatch(luns.stream()
                .filter(lun -> lun.type() == LunDefinition.Type.DISK)
                .map(units::get)
                .toList());
        this.iscsi = new IscsiServer(iscsiSettings, nodes, loops.loops(), settings.zeroCopyThreshold());
    }

    /**
     * Starts to serve. When it returns, initiators can connect.
     *
     * @throws IOException if loops cannot start or an address cannot be bound; nothing is left running then, and the
     *     devices are closed
     */
    public static SluiceServer start(ServerSettings settings, List<TargetDefinition> targets) throws IOException {
        SluiceServer server;
        try {
            server = new SluiceServer(settings, targets);
        } catch (IOException e) {
            targets.forEach(target -> target.luns().forEach(lun -> lun.device().close()));
            throw e;
        }
        try {
            server.listen(settings, targets);
        } catch (IOException | IllegalArgumentException e) {
            server.shutdown(Duration.ZERO);
            throw e;
        }
        return server;
    }

    private static List<LoopSettings> loopSettings(ServerSettings settings) {
        long slabs = settings.bufferMemory() / settings.cores() / 2 / BufferPool.SLAB_BYTES;
        long half = slabs * BufferPool.SLAB_BYTES;
        return IntStream.range(0, settings.cores())
                .mapToObj(loop -> new LoopSettings(settings.cpuOf(loop), half, half, busyPollNanos(settings)))
                .toList();
    }

    private static long busyPollNanos(ServerSettings settings) {
        return TimeUnit.MICROSECONDS.toNanos(settings.busyPollMicros());
    }

    private WorkerPool startWorkers(ServerSettings settings) throws IOException {
        List<Integer> cpus = IntStream.range(0, settings.ioWorkers())
                .mapToObj(worker -> settings.cpuOf(settings.cores() + worker))
                .toList();
        try {
            return WorkerPool.start(cpus, loops.loops(), busyPollNanos(settings));
        } catch (IOException e) {
            loops.close();
            throw e;
        }
    }

    private DeviceChannel openChannel(BlockDevice device, IoLoop loop) {
        return workers == null ? device.openChannel(loop) : workers.openChannel(device, loop);
    }

    private TargetNode node(TargetDefinition definition, ServerSettings settings) {
        return new TargetNode(
                definition.name(),
                definition.portalGroups().stream()
                        .map(group -> portalGroup(definition, group, settings))
                        .toList());
    }

    private PortalGroup portalGroup(
            TargetDefinition target, PortalGroupDefinition definition, ServerSettings settings) {
        ScsiTarget scsi = Disks.target(target.name(), definition.tag());
        ports.add(scsi);
        definition.luns().forEach((number, lun) -> {
            LogicalUnit unit = units.get(lun);
            scsi.map(number, unit);
            unit.setAccessState(scsi, definition.accessState(), null);
        });
        PortalGroupSettings groupSettings = new PortalGroupSettings(
                definition.tag(),
                definition.access(),
                definition.authentication(),
                definition.limits() == null ? settings.limits() : definition.limits(),
                definition.keepAlive() == null
                        ? new KeepAlive(settings.pingAfterSeconds(), settings.pingTimeoutSeconds())
                        : definition.keepAlive(),
                definition.redirection());
        return new PortalGroup(target.name(), target.alias(), groupSettings, scsi);
    }

    private Map<LunDefinition, UnitMemory> loadMemories(List<TargetDefinition> targets) throws IOException {
        Map<LunDefinition, UnitMemory> memories = new IdentityHashMap<>();
        for (TargetDefinition target : targets) {
            for (LunDefinition lun : target.luns()) {
                memories.put(lun, state == null ? UnitMemory.NONE : state.memory(lun.settings()));
            }
        }
        return memories;
    }

    /** The logical unit of a definition, which all that show it share. */
    private LogicalUnit unit(LunDefinition lun, UnitMemory memory) {
        return switch (lun.type()) {
            case DISK -> Disks.unit(lun.settings(), lun.device(), this::openChannel, memory);
            case CD_DVD -> OpticalDrives.unit(lun.settings(), lun.device(), this::openChannel);
            case PASS_THROUGH -> PassThroughUnits.unit(lun.settings(), (CommandDevice) lun.device(), memory);
        };
    }

    private void listen(ServerSettings settings, List<TargetDefinition> targets) throws IOException {
        List<InetSocketAddress> everywhere = new ArrayList<>();
        for (InetSocketAddress address : settings.listen()) {
            everywhere.add(listen(address));
        }
        for (TargetDefinition target : targets) {
            for (PortalGroupDefinition group : target.portalGroups()) {
                for (InetSocketAddress address : group.portals().isEmpty() ? everywhere : group.portals()) {
                    InetSocketAddress portal = addPortal(target.name(), group.tag(), address);
                    if (!listening.contains(portal)) {
                        listening.add(portal);
                    }
                }
            }
        }
    }

    private InetSocketAddress listen(InetSocketAddress address) throws IOException {
        try {
            InetSocketAddress portal = iscsi.listen(address);
            listening.add(portal);
            return portal;
        } catch (IOException e) {
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /**
     * Lets a portal group be reached by one more address, from now on; discovery tells of it at once.
     *
     * @return the address with the port that it got
     * @throws IOException if the address cannot be bound
     * @throws IllegalArgumentException if there is no such group, or the target is reached by that address already
     */
    public InetSocketAddress addPortal(String targetName, int tag, InetSocketAddress address) throws IOException {
        try {
            return iscsi.addPortal(targetName, tag, address);
        } catch (IOException e) {
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /**
     * Takes an address away from a portal group. Sessions go on; nobody else gets to the group by it. Where no group has it
     * and the server was not told to listen there anyway, it stops to.
     *
     * @throws IllegalArgumentException if there is no such group, or it does not have that portal
     */
    public void removePortal(String targetName, int tag, InetSocketAddress portal) {
        iscsi.removePortal(targetName, tag, portal);
    }

    /** Where the server listens since its start, with the ports that it got: first what it was told, then portals of groups. */
    public List<InetSocketAddress> listeningAddresses() {
        return List.copyOf(listening);
    }

    /** How many sessions there are now. */
    public int sessionCount() {
        return iscsi.sessionCount();
    }

    /** What each loop has done since the start. */
    public List<LoopReport> reports() {
        return iscsi.reports();
    }

    /** The event loops, for those who watch their buffers. */
    public List<IoLoop> loops() {
        return loops.loops();
    }

    /** Looks at the sizes of all disks again, and tells initiators of those that have changed. Any thread. */
    public void refreshCapacities() {
        units.values().forEach(LogicalUnit::refreshCapacity);
    }

    /**
     * Says how well the logical units of a portal group are reached by it, and tells all initiators (ALUA).
     *
     * @throws IllegalArgumentException if there is no such group
     */
    public void accessState(String targetName, int tag, AccessState state) {
        ScsiTarget port = ports.stream()
                .filter(one -> one.name().equals(targetName) && one.portTag() == tag)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(targetName + " has no portal group " + tag));
        for (LogicalUnit unit : port.units()) {
            if (unit != null) {
                unit.setAccessState(port, state, null);
            }
        }
    }

    /**
     * Exchanges the medium of a drive, and tells its initiators.
     *
     * @param lun a drive whose device is an {@link ExchangeableDevice}
     * @param medium the drive's to close from now on; null to leave it empty
     * @param force whether to do so although an initiator prevents it
     * @throws IllegalStateException if an initiator prevents it
     */
    public void exchangeMedium(LunDefinition lun, BlockDevice medium, boolean force) {
        LogicalUnit unit = units.get(lun);
        if (unit == null || !(lun.device() instanceof ExchangeableDevice drive)) {
            throw new IllegalArgumentException("this logical unit has no medium that could be exchanged");
        }
        if (unit.medium().isRemovalPrevented() && !force) {
            throw new IllegalStateException("an initiator uses the medium and prevents its removal");
        }
        unit.medium().eject();
        drive.exchange(medium);
        unit.medium().exchanged();
    }

    /**
     * Stops: accepts nobody any more, asks initiators to log out and gives them a third of {@code bound} for it, lets
     * sessions finish the commands that they have accepted until another third is over, closes the connections, and flushes
     * and closes the devices when nothing is under way.
     *
     * @return whether every command was finished and all came to rest within the bound
     */
    public boolean shutdown(Duration bound) {
        watch.close();
        long start = System.nanoTime();
        long third = bound.toNanos() / 3;
        iscsi.askForLogout((int) Math.max(1, bound.toSeconds() / 3));
        awaitLogouts(start + third);
        CompletableFuture<Void> sessionsGone = iscsi.finishSessions();
        boolean clean = await(sessionsGone, start + 2 * third);
        if (!clean) {
            LOG.warn("some commands did not end in time and are aborted");
            iscsi.closeConnections();
            await(sessionsGone, start + 3 * third);
        }
        clean &= await(
                CompletableFuture.allOf(
                        units.values().stream().map(LogicalUnit::close).toArray(CompletableFuture<?>[]::new)),
                start + 3 * third);
        clean &= await(flush(), start + 3 * third);
        if (workers != null) {
            workers.close();
        }
        loops.close();
        luns.forEach(lun -> lun.device().close());
        return clean;
    }

    /** Makes durable what disks have in volatile caches. */
    private CompletableFuture<Void> flush() {
        IoLoop loop = loops.loops().getFirst();
        return CompletableFuture.allOf(luns.stream()
                .filter(lun -> !lun.device().properties().readOnly())
                .map(lun -> flush(lun.device(), loop))
                .toArray(CompletableFuture<?>[]::new));
    }

    private static CompletableFuture<Void> flush(BlockDevice device, IoLoop loop) {
        CompletableFuture<Void> flushed = new CompletableFuture<>();
        loop.execute(() -> {
            DeviceChannel channel = device.openChannel(loop);
            BlockRequest request = new BlockRequest(ended -> {
                if (ended.error() == null) {
                    flushed.complete(null);
                } else {
                    flushed.completeExceptionally(
                            new IOException("flush of " + device.properties().description() + ": " + ended.error()));
                }
                loop.execute(channel::close);
            });
            channel.submit(request.prepareFlush());
        });
        return flushed;
    }

    private void awaitLogouts(long deadline) {
        try {
            while (iscsi.sessionCount() > 0 && System.nanoTime() - deadline < 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean await(CompletableFuture<Void> future, long deadline) {
        try {
            future.get(Math.max(deadline - System.nanoTime(), LAST_CHANCE.toNanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            LOG.debug("timed out", e);
        } catch (ExecutionException e) {
            LOG.error("while stopping", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
