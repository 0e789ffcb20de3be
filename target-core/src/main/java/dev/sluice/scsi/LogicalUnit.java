package dev.sluice.scsi;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.device.Extent;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.reservation.Outcome;
import dev.sluice.scsi.reservation.Outcome.Granted;
import dev.sluice.scsi.reservation.Outcome.Notice;
import dev.sluice.scsi.reservation.PortNexus;
import dev.sluice.scsi.reservation.ReservationStore;
import dev.sluice.scsi.reservation.Reservations;
import dev.sluice.scsi.reservation.Reserve;
import dev.sluice.scsi.sense.AdditionalSense;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A disk: a block device with its settings, its command table, and the state that all its users share.
 *
 * <p>Shared by all loops. What changes is in {@link #state()}, one immutable snapshot behind one volatile read; what
 * belongs to a loop is in its {@link UnitChannel}.
 */
public final class LogicalUnit {
    private final LogicalUnitSettings settings;
    private final BlockDevice device;
    private final ChannelOpener opener;
    private final CommandTable commands;
    private final DeviceProperties properties;
    private final UnitNames names;
    private final int blockShift;
    private final Map<IoLoop, UnitChannel> channels = new ConcurrentHashMap<>();
    private final AtomicAccess atomicAccess = new AtomicAccess(channels.values());
    private final UnitTasks tasks = new UnitTasks(channels.values());
    private final List<UnitNexus> nexuses = new CopyOnWriteArrayList<>();
    private final Set<UnitNexus> preventingRemoval = ConcurrentHashMap.newKeySet();
    private final UnitState initialState;
    private volatile UnitState state;
    private final UnitReservations reservations;
    private final UnitPorts ports = new UnitPorts();

    private final AtomicInteger mediumChanges = new AtomicInteger();

    /** A unit whose reservations end with the process. */
    public LogicalUnit(LogicalUnitSettings settings, BlockDevice device, ChannelOpener opener, CommandTable commands) {
        this(settings, device, opener, commands, null, Reservations.NONE);
    }

    /**
     * @param device stays its opener's, to be closed after {@link #close()}
     * @param store where reservations are kept; null for nowhere
     * @param reserved what is in there
     */
    public LogicalUnit(
            LogicalUnitSettings settings,
            BlockDevice device,
            ChannelOpener opener,
            CommandTable commands,
            ReservationStore store,
            Reservations reserved) {
        this.settings = settings;
        this.device = device;
        this.opener = opener;
        this.reservations = new UnitReservations(store, reserved);
        this.commands = commands;
        this.properties = device.properties();
        this.names = UnitNames.of(settings);
        this.blockShift = Integer.numberOfTrailingZeros(settings.blockSize());
        long blocks = properties.sizeBytes() >>> blockShift;
        if (blocks == 0 && !settings.removable()) {
            throw new IllegalArgumentException(properties.description() + " is smaller than one block");
        }
        this.initialState = new UnitState(blocks, settings.writeCache(), false, false, blocks > 0, null);
        this.state = initialState;
    }

    public LogicalUnitSettings settings() {
        return settings;
    }

    /** What the device was when the unit was made, but for its size, which {@link #state()} has. */
    public DeviceProperties device() {
        return properties;
    }

    /** See {@link BlockDevice#extentAt}. Any thread but a loop's. */
    public Extent extentAt(long offset) {
        return device.extentAt(offset);
    }

    public UnitNames names() {
        return names;
    }

    public CommandTable commands() {
        return commands;
    }

    public UnitState state() {
        return state;
    }

    /** The state that the unit began with: the default values of its modes. */
    public UnitState initialState() {
        return initialState;
    }

    /** Bytes of a logical block. */
    public int blockSize() {
        return 1 << blockShift;
    }

    /** The binary logarithm of {@link #blockSize()}. */
    public int blockShift() {
        return blockShift;
    }

    /** Whether UNMAP is offered (LBPME). */
    public boolean isThin() {
        return settings.thin() && properties.canUnmap();
    }

    /** Whether nobody can write here, ever. */
    public boolean isReadOnly() {
        return settings.readOnly() || properties.readOnly();
    }

    /** Whether writes are refused, as of {@code now}. */
    public boolean isWriteProtected(UnitState now) {
        return isReadOnly() || now.softwareWriteProtect();
    }

    /** Tells every initiator, at once if it can be told without a command, of a change that no initiator made. Any thread. */
    private void announce(int additional) {
        nexuses.forEach(nexus -> nexus.announce(additional));
    }

    /** Tells every initiator but {@code except}, which may be null, by a unit attention condition. Any thread. */
    public void establish(int additional, UnitNexus except) {
        for (UnitNexus nexus : nexuses) {
            if (nexus != except) {
                nexus.establish(additional);
            }
        }
    }

    /** Changes the modes, and tells the others if that changed anything. Any thread. */
    public void changeModes(UnitNexus by, UnaryOperator<UnitState> change) {
        if (update(change)) {
            establish(AdditionalSense.MODE_PARAMETERS_CHANGED, by);
        }
    }

    /** Reads the device's size again, and tells every initiator if it changed. Any thread. */
    public void refreshCapacity() {
        long blocks = device.properties().sizeBytes() >>> blockShift;
        if (update(now -> now.withBlocks(blocks))) {
            announce(AdditionalSense.CAPACITY_DATA_HAS_CHANGED);
        }
    }

    /**
     * Begins something that is done to the whole medium, once the tasks that are under way but {@code by} have ended. On the loop of
     * {@code by}.
     *
     * @return false if something like it is under way
     */
    public boolean begin(MediumOperation operation, ScsiTask by) {
        if (!update(
                now -> now.operation() == null || now.operation().hasFailed() ? now.withOperation(operation) : now)) {
            return false;
        }
        UnitChannel channel = by.channel();
        tasks.awaitRest(task -> task != by).thenRun(() -> channel.loop().execute(() -> operation.start(this, channel)));
        return true;
    }

    void operationEnded(MediumOperation operation) {
        if (!operation.hasFailed()) {
            giveUp(operation);
        }
    }

    /** The unit is ready again after a failure of that operation; without effect where it is not the one. Any thread. */
    public void giveUp(MediumOperation failed) {
        update(now -> now.operation() == failed ? now.withOperation(null) : now);
    }

    /** Takes the medium out. Any thread. */
    public void ejectMedium() {
        if (update(now -> now.withMedium(false))) {
            mediumChanges.incrementAndGet();
        }
    }

    /** Puts the medium in, where there is one, and tells everyone but {@code by}. Any thread. */
    public void loadMedium(UnitNexus by) {
        if (update(now -> now.withMedium(now.blocks() > 0))) {
            mediumChanges.incrementAndGet();
            establish(AdditionalSense.NOT_READY_TO_READY_CHANGE_MEDIUM_MAY_HAVE_CHANGED, by);
        }
    }

    /** The device has another medium than before, or none; tells every initiator. Any thread. */
    public void mediumExchanged() {
        long blocks = device.properties().sizeBytes() >>> blockShift;
        update(now -> now.withBlocks(blocks).withMedium(blocks > 0));
        mediumChanges.incrementAndGet();
        if (blocks > 0) {
            announce(AdditionalSense.NOT_READY_TO_READY_CHANGE_MEDIUM_MAY_HAVE_CHANGED);
        }
    }

    /** How often the medium has been put in or taken out. */
    int mediumChanges() {
        return mediumChanges.get();
    }

    /** PREVENT ALLOW MEDIUM REMOVAL, for one nexus. Any thread. */
    public void preventRemoval(UnitNexus by, boolean prevent) {
        if (prevent) {
            preventingRemoval.add(by);
        } else {
            preventingRemoval.remove(by);
        }
    }

    /** Whether any nexus prevents the removal of the medium. */
    public boolean isRemovalPrevented() {
        return !preventingRemoval.isEmpty();
    }

    /** Who is registered and who has reserved the unit: one volatile read. */
    public Reservations reservations() {
        return reservations.current();
    }

    /** Whether reservations can outlive a loss of power. */
    public boolean canPersistReservations() {
        return reservations.canPersist();
    }

    /** What {@code nexus} is at every target port that leads here. */
    public Set<PortNexus> withEveryPort(PortNexus nexus) {
        return ports.list(port -> true).stream()
                .map(port -> new PortNexus(nexus.initiatorPort(), port.name(), port.portTag()))
                .collect(Collectors.toSet());
    }

    /**
     * Changes the reservations, and tells those whom it concerns. Any thread; where reservations are kept it waits for the disk.
     */
    public Outcome changeReservations(Function<Reservations, Outcome> request) {
        Outcome outcome = reservations.change(request);
        if (outcome instanceof Granted granted) {
            for (Notice notice : granted.notices()) {
                forEachNexusOf(notice.to(), at -> at.establish(notice.additional()));
            }
        }
        return outcome;
    }

    /**
     * Aborts the tasks of those nexuses, but for {@code except}. Any thread.
     *
     * @return completed, on any thread, when they have come to rest
     */
    public CompletableFuture<Void> abortTasksOf(Set<PortNexus> preempted, ScsiTask except) {
        preempted.forEach(nexus -> forEachNexusOf(nexus, preventingRemoval::remove));
        return tasks.abort(
                task -> task != except && preempted.contains(task.unitNexus().portNexus()), except.nexus());
    }

    private void forEachNexusOf(PortNexus wanted, Consumer<UnitNexus> action) {
        nexuses.forEach(nexus -> {
            if (nexus.portNexus().equals(wanted)) {
                action.accept(nexus);
            }
        });
    }

    void mapped(ScsiTarget port) {
        ports.mapped(port);
    }

    void unmapped(ScsiTarget port) {
        ports.unmapped(port);
    }

    /** The ports of the SCSI device of {@code one} that lead here, by their tags. Any thread. */
    public List<ScsiTarget> portsOf(ScsiTarget one) {
        return ports.list(port -> port.name().equals(one.name()));
    }

    /** How well the unit is reached by a port. Any thread. */
    public AccessState accessState(ScsiTarget port) {
        return ports.state(port);
    }

    /** Whether that state was set by an initiator. Any thread. */
    public boolean wasSetByInitiator(ScsiTarget port) {
        return ports.wasChangedByInitiator(port);
    }

    /** Changes how the unit is reached by a port, and tells all initiators but {@code by}, which may be null. Any thread. */
    public void setAccessState(ScsiTarget port, AccessState state, UnitNexus by) {
        if (ports.state(port, state, by != null)) {
            for (UnitNexus nexus : nexuses) {
                nexus.accessState(ports.state(nexus.nexus().target()));
                if (nexus != by) {
                    nexus.announce(AdditionalSense.ASYMMETRIC_ACCESS_STATE_CHANGED);
                }
            }
        }
    }

    /** The ranges that atomic commands have or wait for. */
    AtomicRanges atomicRanges() {
        return atomicAccess.ranges();
    }

    private synchronized boolean update(UnaryOperator<UnitState> change) {
        UnitState before = state;
        UnitState after = change.apply(before);
        state = after;
        return !after.equals(before);
    }

    void meet(UnitNexus nexus) {
        nexuses.add(nexus);
        nexus.accessState(ports.state(nexus.nexus().target()));
    }

    void forEachNexus(Consumer<UnitNexus> action) {
        nexuses.forEach(action);
    }

    void leave(UnitNexus nexus) {
        nexuses.remove(nexus);
        preventingRemoval.remove(nexus);
        reservations.update(now -> Reserve.lost(now, nexus.portNexus()));
    }

    /** On the loop's thread. */
    UnitChannel channelOn(IoLoop loop) {
        assert loop.inLoop();
        return channels.computeIfAbsent(loop, it -> new UnitChannel(it, opener.open(device, it), atomicAccess));
    }

    /**
     * Logical unit reset (SAM-5 6.3.3): aborts tasks on every loop, returns to the initial state, and establishes a unit
     * attention condition for every nexus, the one that asked for it as well. On the loop of {@code by}.
     *
     * @return completed, on any thread, when all tasks are at rest
     */
    CompletableFuture<Void> reset(ItNexus by, TaskScope scope, int attention) {
        preventingRemoval.clear();
        reservations.update(Reserve::reset);
        update(now -> now.withModes(settings.writeCache(), false, false));
        establish(attention, null);
        return abortTasks(by, scope, 0);
    }

    /** See {@link UnitTasks#abort}. On the loop of {@code by}. */
    CompletableFuture<Void> abortTasks(ItNexus by, TaskScope scope, int attention) {
        return tasks.abort(by, scope, attention);
    }

    /** Aborts all tasks and closes the channels; nothing must be sent here any more. Completed on any thread. */
    public CompletableFuture<Void> close() {
        MediumOperation operation = state.operation();
        CompletableFuture<?> stopped = CompletableFuture.completedFuture(null);
        if (operation != null) {
            operation.stop();
            stopped = operation.ended();
        }
        return stopped.thenCompose(ignored -> tasks.abortAll(channel -> {
            if (channels.remove(channel.loop(), channel)) {
                channel.close();
            }
        }));
    }
}
