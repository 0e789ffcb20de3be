package dev.sluice.scsi.unit;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.disk.AbsentDevice;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.atomic.AtomicAccess;
import dev.sluice.scsi.reservation.PortNexus;
import dev.sluice.scsi.reservation.ReservationOutcome;
import dev.sluice.scsi.reservation.ReservationOutcome.Granted;
import dev.sluice.scsi.reservation.ReservationOutcome.Notice;
import dev.sluice.scsi.reservation.Reservations;
import dev.sluice.scsi.reservation.Reserve;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.taskset.AbortNotice;
import dev.sluice.scsi.taskset.QueuedTask;
import dev.sluice.scsi.taskset.TaskScope;
import dev.sluice.scsi.taskset.UnitTasks;
import dev.sluice.scsi.unit.UnitModes.QueueError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A logical unit: a block device with its settings, its commands, and the state that all its users share.
 *
 * <p>Shared by all loops. What changes is in {@link #state()}, one immutable snapshot behind one volatile read; what
 * belongs to a loop is in its {@link LoopUnit}.
 */
public final class LogicalUnit {
    private final BlockDevice device;
    private final CommandSet commands;
    private final DeviceProperties properties;
    private final UnitNames names;
    private final int blockShift;
    private final AtomicAccess atomicAccess = new AtomicAccess();
    private final UnitTasks tasks = new UnitTasks();
    private final LoopUnits loops;
    private final List<UnitNexus> nexuses = new CopyOnWriteArrayList<>();
    private final UnitMedium medium = new UnitMedium(this);
    private final AtomicReference<UnitState> state;
    private final UnitReservations reservations;
    private final UnitParameters parameters;
    private final UnitPorts ports = new UnitPorts(nexuses);
    private final Map<Class<?>, Object> companions = new ConcurrentHashMap<>();
    private final SpaceThresholds thresholds = new SpaceThresholds();

    private volatile LogicalUnitSettings settings;

    /** @param device stays its opener's, to be closed after {@link #close()} */
    public LogicalUnit(
            LogicalUnitSettings settings,
            BlockDevice device,
            ChannelOpener opener,
            CommandSet commands,
            UnitMemory memory) {
        this.settings = settings;
        this.device = device;
        this.loops = new LoopUnits(device, opener, atomicAccess, tasks);
        this.reservations = new UnitReservations(this, memory.reservationStore());
        this.parameters = new UnitParameters(memory.parameterStore(), memory.parameters());
        this.commands = commands;
        this.properties = device.properties();
        this.names = UnitNames.of(settings.id());
        this.blockShift = Integer.numberOfTrailingZeros(settings.blockSize());
        long blocks = properties.sizeBytes() >>> blockShift;
        if (blocks == 0 && !settings.removable() && !(device instanceof AbsentDevice)) {
            throw new IllegalArgumentException(properties.description() + " is smaller than one block");
        }
        this.state = new AtomicReference<>(
                new UnitState(blocks, blockShift, savedModes(), blocks > 0, null, memory.reservations()));
    }

    public LogicalUnitSettings settings() {
        return settings;
    }

    /** The properties of the device when the unit was made; the size now is in {@link #state()}. */
    public DeviceProperties device() {
        return properties;
    }

    /** The device behind the unit, for calls that any thread except a loop's may make. */
    public BlockDevice storage() {
        return device;
    }

    /** The counts of reads and writes on all loops. Completed on any thread. */
    public CompletableFuture<UnitStatistics> statistics() {
        return loops.statistics();
    }

    /** Counts from 0 again. Completed on any thread. */
    public CompletableFuture<Void> resetStatistics() {
        return loops.resetStatistics();
    }

    public UnitNames names() {
        return names;
    }

    public CommandSet commands() {
        return commands;
    }

    public UnitState state() {
        return state.get();
    }

    /** The same for a nexus, which follows it. */
    AtomicReference<UnitState> currentState() {
        return state;
    }

    /** The modes of a unit for which none are saved. */
    public UnitModes defaultModes() {
        return UnitModes.initial(settings.writeCache());
    }

    /** The modes after a reset. */
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

    /** Returns true if UNMAP is offered (LBPME). */
    public boolean isThin() {
        return settings.thin() && properties.canUnmap();
    }

    /** Returns true for a thin unit whose device can tell how much space is used; SBC-3 4.7.3.7. */
    public boolean hasSpaceThresholds() {
        return isThin() && device.tellsSpaceUse();
    }

    /** Returns true if the unit refuses writes, whatever the modes are. */
    public boolean isReadOnly() {
        return settings.readOnly() || properties.readOnly();
    }

    /** Changes the settings that can change in use, and tells every initiator. Any thread, one at a time. */
    public void change(LogicalUnitSettings to) {
        LogicalUnitSettings from = settings;
        to.requireChangeInUse(from);
        settings = to;
        if (from.writeCache() != to.writeCache()) {
            changeModes(null, modes -> modes.withWriteCache(to.writeCache()));
        }
        if (from.readOnly() != to.readOnly()) {
            establish(AdditionalSense.MODE_PARAMETERS_CHANGED, null);
        }
    }

    /** Returns true if writes are refused, as of {@code now}. */
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
            atomicAccess.changes();
            announce(AdditionalSense.CAPACITY_DATA_HAS_CHANGED);
        }
    }

    long deviceBlocks() {
        return device.properties().sizeBytes() >>> blockShift;
    }

    /** Tells initiators if the space of a thin disk has crossed a threshold. One thread at a time, but no loop's. */
    public void watchSpace() {
        if (isThin() && thresholds.haveBeenReached(state().modes(), device)) {
            if (state().modes().oneInitiatorHears()) {
                nexuses.stream()
                        .findFirst()
                        .ifPresent(one -> one.announce(AdditionalSense.THIN_PROVISIONING_SOFT_THRESHOLD_REACHED));
            } else {
                announce(AdditionalSense.THIN_PROVISIONING_SOFT_THRESHOLD_REACHED);
            }
        }
    }

    /**
     * Begins an operation on the whole medium, once the tasks that are under way except {@code by} have ended. On the loop of {@code
     * loopUnit}, which {@code by} belongs to.
     *
     * @return false if another operation is under way
     */
    public boolean begin(MediumOperation operation, QueuedTask by, LoopUnit loopUnit) {
        if (!update(
                now -> now.operation() == null || now.operation().hasFailed() ? now.withOperation(operation) : now)) {
            return false;
        }
        tasks.awaitRest(task -> task != by).thenRun(() -> loopUnit.loop().execute(() -> start(operation, loopUnit)));
        return true;
    }

    private void start(MediumOperation operation, LoopUnit loopUnit) {
        atomicAccess.changes();
        operation.start(loopUnit, state().blocks(), blockShift, settings.protection(), () -> {
            if (!operation.hasFailed()) {
                giveUp(operation);
            }
        });
    }

    /** The unit is ready again after a failure of that operation; without effect where it is not the one. Any thread. */
    public void giveUp(MediumOperation failed) {
        update(now -> now.operation() == failed ? now.withOperation(null) : now);
    }

    /** The medium, which may be removable. */
    public UnitMedium medium() {
        return medium;
    }

    /** Returns true if reservations can outlive a loss of power. */
    public boolean canPersistReservations() {
        return reservations.canPersist();
    }

    /**
     * Changes the reservations, and tells the nexuses concerned. Any thread; where reservations are kept it waits for the disk.
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
     * Aborts the tasks of those nexuses, except {@code except}. Any thread.
     *
     * @return completed, on any thread, when they have come to rest
     */
    public CompletableFuture<Void> abortTasksOf(Set<PortNexus> preempted, QueuedTask except) {
        preempted.forEach(nexus -> forEachNexusOf(nexus, lost -> medium.preventRemoval(lost, false)));
        return tasks.abort(
                task -> task != except && preempted.contains(task.unitNexus().portNexus()),
                except.nexus(),
                state().modes().taskAbortedStatus() ? AbortNotice.STATUS : AbortNotice.NONE);
    }

    private void forEachNexusOf(PortNexus wanted, Consumer<UnitNexus> action) {
        nexuses.stream().filter(nexus -> nexus.portNexus().equals(wanted)).forEach(action);
    }

    /** The target ports that lead to the unit. */
    public UnitPorts ports() {
        return ports;
    }

    /** The object of that kind that goes with the unit, made when it is first asked for. Any thread. */
    public <T> T companion(Class<T> kind, Supplier<T> maker) {
        return kind.cast(companions.computeIfAbsent(kind, ignored -> maker.get()));
    }

    /** The ranges that atomic commands have or wait for, and the watches. */
    public AtomicAccess atomicAccess() {
        return atomicAccess;
    }

    synchronized boolean update(UnaryOperator<UnitState> change) {
        UnitState before = state.get();
        UnitState after = change.apply(before);
        state.set(after);
        return !after.equals(before);
    }

    /** Adds a nexus that sees the unit from now on. Any thread. */
    public void meet(UnitNexus nexus) {
        nexuses.add(nexus);
        nexus.accessState(ports.state(nexus.nexus().target()));
    }

    /** Calls {@code action} for every nexus that sees the unit. Any thread. */
    public void forEachNexus(Consumer<UnitNexus> action) {
        nexuses.forEach(action);
    }

    /** Removes a nexus that sees the unit no more. Any thread. */
    public void leave(UnitNexus nexus) {
        nexuses.remove(nexus);
        medium.preventRemoval(nexus, false);
        reservations.update(now -> Reserve.lost(now, nexus.portNexus()));
    }

    /** On the loop's thread. */
    public LoopUnit loopUnitOn(IoLoop loop) {
        return loops.on(loop);
    }

    /**
     * Logical unit reset (SAM-5 6.3.3): aborts tasks on every loop, returns to the initial state, and establishes a unit
     * attention condition for every nexus, the one that asked for it as well. On the loop of {@code by}.
     *
     * @return completed, on any thread, when all tasks are at rest
     */
    public CompletableFuture<Void> reset(Nexus by, TaskScope scope, int attention) {
        medium.reset();
        reservations.update(Reserve::reset);
        update(now -> now.withModes(savedModes()));
        establish(attention, null);
        return tasks.abort(task -> task.nexus() != by || scope.concerns(task), by, AbortNotice.NONE);
    }

    /**
     * Aborts the tasks of all initiators (CLEAR TASK SET, SAM-5 7.4), or those of {@code by} alone where each nexus has a task set of its
     * own. On the loop of {@code by}.
     *
     * @param scope the tasks of {@code by} that are concerned
     * @return completed, on any thread, when all tasks are at rest
     */
    public CompletableFuture<Void> clearTasks(Nexus by, TaskScope scope) {
        UnitModes modes = state().modes();
        return tasks.abort(
                task -> task.nexus() == by ? scope.concerns(task) : !modes.separateTaskSets(), by, modes.abortNotice());
    }

    /** Aborts the tasks that QERR says must not outlive the failure of one (SPC-4 7.5.8). On the loop of {@code failed}. */
    public void abortAfter(QueuedTask failed, UnitModes modes) {
        boolean everybody = modes.queueError() == QueueError.ABORT_ALL && !modes.separateTaskSets();
        tasks.abort(
                task -> task != failed && (everybody || task.nexus() == failed.nexus()),
                failed.nexus(),
                modes.abortNotice());
    }

    /** The tasks under way, on all loops. */
    public UnitTasks tasks() {
        return tasks;
    }

    /** Completed, on any thread, when the tasks that are here now have ended. */
    public CompletableFuture<Void> drained() {
        return tasks.drained();
    }

    /** Aborts all tasks and closes the parts on all loops; nothing must be sent here any more. Completed on any thread. */
    public CompletableFuture<Void> close() {
        MediumOperation operation = state().operation();
        CompletableFuture<?> stopped = CompletableFuture.completedFuture(null);
        if (operation != null) {
            operation.stop();
            stopped = operation.ended();
        }
        return stopped.thenCompose(ignored -> tasks.abortAll(loops::close));
    }
}
