package dev.sluice.scsi;

import dev.sluice.io.device.AbsentDevice;
import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.reservation.PortNexus;
import dev.sluice.scsi.reservation.ReservationOutcome;
import dev.sluice.scsi.reservation.ReservationOutcome.Granted;
import dev.sluice.scsi.reservation.ReservationOutcome.Notice;
import dev.sluice.scsi.reservation.Reservations;
import dev.sluice.scsi.reservation.Reserve;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.share.UnitUse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A disk: a block device with its settings, its command table, and the state that all its users share.
 *
 * <p>Shared by all loops. What changes is in {@link #state()}, one immutable snapshot behind one volatile read; what
 * belongs to a loop is in its {@link LoopUnit}.
 */
public final class LogicalUnit {
    private final LogicalUnitSettings settings;
    private final BlockDevice device;
    private final ChannelOpener opener;
    private final CommandTable commands;
    private final DeviceProperties properties;
    private final UnitNames names;
    private final int blockShift;
    private final Map<IoLoop, LoopUnit> channels = new ConcurrentHashMap<>();
    private final AtomicAccess atomicAccess = new AtomicAccess(channels.values());
    private final UnitUse use = new UnitUse();
    private final UnitTasks tasks = new UnitTasks(channels.values());
    private final List<UnitNexus> nexuses = new CopyOnWriteArrayList<>();
    private final UnitMedium medium = new UnitMedium(this);
    private volatile UnitState state;
    private final UnitReservations reservations;
    private final UnitParameters parameters;
    private final UnitPorts ports = new UnitPorts(nexuses);
    private final Map<Class<?>, Object> companions = new ConcurrentHashMap<>();
    private final SpaceThresholds thresholds = new SpaceThresholds();

    private volatile boolean readOnly;

    /** @param device stays its opener's, to be closed after {@link #close()} */
    public LogicalUnit(
            LogicalUnitSettings settings,
            BlockDevice device,
            ChannelOpener opener,
            CommandTable commands,
            UnitMemory memory) {
        this.settings = settings;
        this.device = device;
        this.opener = opener;
        this.reservations = new UnitReservations(memory.reservationStore(), memory.reservations());
        this.parameters = new UnitParameters(memory.parameterStore(), memory.parameters());
        this.commands = commands;
        this.properties = device.properties();
        this.names = UnitNames.of(settings.id());
        this.blockShift = Integer.numberOfTrailingZeros(settings.blockSize());
        long blocks = properties.sizeBytes() >>> blockShift;
        if (blocks == 0 && !settings.removable() && !(device instanceof AbsentDevice)) {
            throw new IllegalArgumentException(properties.description() + " is smaller than one block");
        }
        this.readOnly = settings.readOnly();
        this.state = new UnitState(blocks, savedModes(), blocks > 0, null);
    }

    public LogicalUnitSettings settings() {
        return settings;
    }

    /** What the device was when the unit was made, but for its size, which {@link #state()} has. */
    public DeviceProperties device() {
        return properties;
    }

    /** What is behind the unit, to ask it for what can be asked on any thread but a loop's. */
    public BlockDevice storage() {
        return device;
    }

    /** What the unit has read and written so far, on all loops. Completed on any thread. */
    public CompletableFuture<UnitStatistics> statistics() {
        return tasks.statistics();
    }

    /** Counts from 0 again. Completed on any thread. */
    public CompletableFuture<Void> resetStatistics() {
        return tasks.resetStatistics();
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

    /** What the modes are where nothing is saved. */
    public UnitModes defaultModes() {
        return UnitModes.initial(settings.writeCache());
    }

    /** What the modes are after a reset. */
    public UnitModes savedModes() {
        UnitModes saved = parameters.saved().modes();
        return saved == null ? defaultModes() : saved;
    }

    public UnitParameters parameters() {
        return parameters;
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

    /** Whether nobody can write here, whatever the modes are. */
    public boolean isReadOnly() {
        return readOnly || properties.readOnly();
    }

    /** Refuses writes from now on, or takes them again, and tells every initiator if that is new. Any thread. */
    public void setReadOnly(boolean value) {
        if (readOnly != value) {
            readOnly = value;
            establish(AdditionalSense.MODE_PARAMETERS_CHANGED, null);
        }
    }

    /** Whether writes are refused, as of {@code now}. */
    public boolean isWriteProtected(UnitState now) {
        return isReadOnly() || now.modes().softwareWriteProtect();
    }

    /** Tells every initiator, at once if it can be told without a command, of a change that no initiator made. Any thread. */
    void announce(int additional) {
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
    public void changeModes(UnitNexus by, UnaryOperator<UnitModes> change) {
        if (update(now -> now.withModes(change.apply(now.modes())))) {
            establish(AdditionalSense.MODE_PARAMETERS_CHANGED, by);
        }
    }

    /** Reads the device's size again, and tells every initiator if it changed. Any thread. */
    public void refreshCapacity() {
        long blocks = deviceBlocks();
        if (blocks != 0 && update(now -> now.withBlocks(blocks))) {
            atomicAccess.ranges().changes();
            announce(AdditionalSense.CAPACITY_DATA_HAS_CHANGED);
        }
    }

    long deviceBlocks() {
        return device.properties().sizeBytes() >>> blockShift;
    }

    /** Tells initiators if the space of a thin disk has crossed a threshold. One thread at a time, but no loop's. */
    public void watchSpace() {
        if (isThin() && thresholds.haveBeenReached(state.modes(), device)) {
            if (state.modes().oneInitiatorHears()) {
                nexuses.stream()
                        .findFirst()
                        .ifPresent(one -> one.announce(AdditionalSense.THIN_PROVISIONING_SOFT_THRESHOLD_REACHED));
            } else {
                announce(AdditionalSense.THIN_PROVISIONING_SOFT_THRESHOLD_REACHED);
            }
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
        LoopUnit channel = by.channel();
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

    /** What can be taken out, where it can. */
    public UnitMedium medium() {
        return medium;
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
    public ReservationOutcome changeReservations(Function<Reservations, ReservationOutcome> request) {
        ReservationOutcome outcome = reservations.change(request);
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
        preempted.forEach(nexus -> forEachNexusOf(nexus, lost -> medium.preventRemoval(lost, false)));
        return tasks.abort(
                task -> task != except && preempted.contains(task.unitNexus().portNexus()),
                except.nexus(),
                state.modes().taskAbortedStatus() ? AbortNotice.STATUS : AbortNotice.NONE);
    }

    private void forEachNexusOf(PortNexus wanted, Consumer<UnitNexus> action) {
        nexuses.stream().filter(nexus -> nexus.portNexus().equals(wanted)).forEach(action);
    }

    void mapped(TargetPort port) {
        ports.mapped(port);
    }

    void unmapped(TargetPort port) {
        ports.unmapped(port);
    }

    /** Whether any target port leads here. Any thread. */
    public boolean isMapped() {
        return !ports.list(port -> true).isEmpty();
    }

    /** The ports of the SCSI device of {@code one} that lead here, by their tags. Any thread. */
    public List<TargetPort> portsOf(TargetPort one) {
        return ports.list(port -> port.name().equals(one.name()));
    }

    /** How well the unit is reached by a port. Any thread. */
    public AccessState accessState(TargetPort port) {
        return ports.state(port);
    }

    /** Whether that state was set by an initiator. Any thread. */
    public boolean wasSetByInitiator(TargetPort port) {
        return ports.wasChangedByInitiator(port);
    }

    /**
     * Changes how the unit is reached by a port, and tells all initiators of its target but {@code by}, which may be null. Any thread.
     */
    public void setAccessState(TargetPort port, AccessState state, UnitNexus by) {
        ports.change(port, state, by);
    }

    /** The object of that kind that goes with the unit, made when it is first asked for. Any thread. */
    public <T> T companion(Class<T> kind, Supplier<T> maker) {
        return kind.cast(companions.computeIfAbsent(kind, ignored -> maker.get()));
    }

    /** The ranges that atomic commands have or wait for, and the watches. */
    AtomicAccess atomicAccess() {
        return atomicAccess;
    }

    synchronized boolean update(UnaryOperator<UnitState> change) {
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
        medium.preventRemoval(nexus, false);
        reservations.update(now -> Reserve.lost(now, nexus.portNexus()));
    }

    /** On the loop's thread. */
    LoopUnit channelOn(IoLoop loop) {
        assert loop.inLoop();
        return channels.computeIfAbsent(loop, it -> new LoopUnit(it, opener.open(device, it), atomicAccess, use));
    }

    /**
     * Logical unit reset (SAM-5 6.3.3): aborts tasks on every loop, returns to the initial state, and establishes a unit
     * attention condition for every nexus, the one that asked for it as well. On the loop of {@code by}.
     *
     * @return completed, on any thread, when all tasks are at rest
     */
    CompletableFuture<Void> reset(ItNexus by, TaskScope scope, int attention) {
        medium.reset();
        reservations.update(Reserve::reset);
        update(now -> now.withModes(savedModes()));
        establish(attention, null);
        return tasks.abort(task -> task.nexus() != by || scope.concerns(task), by, AbortNotice.NONE);
    }

    UnitTasks tasks() {
        return tasks;
    }

    /** Completed, on any thread, when the tasks that are here now have ended. */
    public CompletableFuture<Void> drained() {
        return tasks.drained();
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
