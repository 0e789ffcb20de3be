package dev.sluice.target;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.device.ExchangeableDevice;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.iscsi.chap.AuthenticationRules;
import dev.sluice.iscsi.journal.Journal;
import dev.sluice.iscsi.node.IscsiServer;
import dev.sluice.iscsi.node.IscsiSettings;
import dev.sluice.iscsi.report.ConnectionCounts;
import dev.sluice.iscsi.report.LoopReport;
import dev.sluice.iscsi.report.OpenCommandReport;
import dev.sluice.iscsi.report.SessionReport;
import dev.sluice.iscsi.transport.RingListeningSocket;
import dev.sluice.scsi.unit.AccessState;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.LogicalUnitSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A running server: loops, devices, targets and portals, from {@link #start} to {@link #shutdown}.
 *
 * <p>It is changed while it runs, by one thread at a time; everything else may be called from any thread. A change concerns what it names and
 * nothing else, and is whole when the method returns: where it throws, nothing has changed. What has to wait for initiators or
 * disks, such as the end of sessions, goes on behind it, and the future that it returns completes, on a thread of the common pool, when that is done.
 * Methods that name what is not there throw {@link IllegalArgumentException}, and those that add what is there
 * {@link IllegalStateException}.
 *
 * <p>A change that ends sessions has a {@code bound}: initiators are asked to log out within that time. With those that do not, or with
 * {@link Duration#ZERO}, commands that were accepted have 5 s to end, and the connections are closed.
 */
public final class SluiceServer {
    private final ServerThreads machinery;
    private final IscsiServer iscsi;
    private final UnitRegistry units;
    private final TargetRegistry targets;

    private SluiceServer(ServerSettings settings) throws IOException {
        StateDirectory state =
                settings.stateDirectory() == null ? null : StateDirectory.open(settings.stateDirectory());
        this.machinery = ServerThreads.start(settings);
        this.units = new UnitRegistry(machinery, state);
        IscsiSettings iscsiSettings = new IscsiSettings(
                settings.queueDepth(),
                settings.maxSessions(),
                settings.pace(),
                settings.limits(),
                settings.keepAlive(),
                settings.discoveryAuthentication());
        this.iscsi = new IscsiServer(
                iscsiSettings, machinery.loops(), RingListeningSocket::open, settings.zeroCopyThreshold());
        List<InetSocketAddress> everywhere = new ArrayList<>();
        this.targets = new TargetRegistry(settings, units, iscsi, everywhere);
        iscsi.hold();
        try {
            for (InetSocketAddress address : settings.listen()) {
                everywhere.add(iscsi.listen(address));
            }
        } catch (IOException e) {
            shutdown(Duration.ZERO);
            throw e;
        }
    }

    /**
     * Starts to serve. When it returns, initiators can connect.
     *
     * @param targets may be none
     * @throws IOException if loops cannot start or an address cannot be bound; nothing is left running then, and the
     *     devices are closed
     */
    public static SluiceServer start(ServerSettings settings, List<TargetDefinition> targets) throws IOException {
        SluiceServer server = null;
        try {
            server = new SluiceServer(settings);
            server.targets.add(targets);
            server.admit();
            return server;
        } catch (IOException | RuntimeException e) {
            if (server != null) {
                server.shutdown(Duration.ZERO);
            }
            targets.forEach(target -> target.luns().forEach(lun -> lun.device().close()));
            throw e;
        }
    }

    /**
     * Initiators that connect from now on wait for {@link #admit}, which follows for each call of this: one whose target is still to be added
     * would be told that there is none, and may give up.
     */
    public void hold() {
        iscsi.hold();
    }

    /** Lets those in who wait. */
    public void admit() {
        iscsi.admit();
    }

    /**
     * Adds a logical unit, which can be mapped then; without effect where it is there.
     *
     * @param lun known from now on by this very object; its device is the server's to close
     * @throws IOException if what the state directory keeps of it cannot be read; the device stays the caller's then
     */
    public void addUnit(LunDefinition lun) throws IOException {
        units.add(lun);
    }

    /**
     * Takes away a logical unit: what is under way ends, and the device is flushed and closed.
     *
     * @return completed when the device is closed; exceptionally where the flush has failed
     * @throws IllegalStateException if it is mapped
     */
    public CompletableFuture<Void> removeUnit(LunDefinition lun) {
        return units.remove(lun);
    }

    /**
     * Adds a target. Logical units that it names are added where they are not there.
     *
     * @throws IOException if an address cannot be bound or the state of a unit cannot be read; nothing has changed then, and
     *     devices of units that would have been new stay the caller's
     * @throws IllegalStateException if there is a target of that name, or its removal has not ended yet
     */
    public void addTarget(TargetDefinition target) throws IOException {
        targets.add(List.of(target));
    }

    /**
     * Takes away a target: nobody gets to it any more, it is not listened for, and its sessions end. Its logical units stay.
     *
     * @return completed when the last session has ended and the name is free
     */
    public CompletableFuture<Void> removeTarget(String name, Duration bound) {
        return targets.remove(name, bound);
    }

    /** Changes the alias of a target, which later logins are told. */
    public void changeTargetAlias(String name, String alias) {
        TargetDefinition.checkAlias(name, alias);
        targets.get(name).alias(alias);
    }

    /**
     * Adds a portal group to a target. Logical units that it names are added where they are not there.
     *
     * @throws IOException as {@link #addTarget}
     */
    public void addPortalGroup(String targetName, PortalGroupDefinition group) throws IOException {
        targets.addGroup(targetName, group);
    }

    /** Takes away a portal group as {@link #removeTarget} does a target. */
    public CompletableFuture<Void> removePortalGroup(String targetName, int tag, Duration bound) {
        return targets.removeGroup(targetName, tag, bound);
    }

    /**
     * Changes the rules of a portal group. New logins meet the new ones. Sessions of initiators that are not admitted any more, or all where the group is
     * disabled, end; those that see other logical units hear of it; all others go on untouched.
     *
     * @param change from what there is to what shall be, with logical units that are there; portals are not changed by it
     * @return completed when the sessions that have to end have ended
     */
    public CompletableFuture<Void> changePortalGroup(
            String targetName, int tag, UnaryOperator<PortalGroupDefinition> change, Duration bound) {
        ServedPortalGroup group = targets.group(targetName, tag);
        return group.change(change.apply(group.definition()), bound);
    }

    /** Definition of a portal group with all changes but those of its portals. */
    public PortalGroupDefinition portalGroup(String targetName, int tag) {
        return targets.group(targetName, tag).definition();
    }

    /** Authentication rules of discovery. */
    public AuthenticationRules discoveryAuthentication() {
        return iscsi.discoveryAuthentication();
    }

    /** Changes the authentication rules of discovery. */
    public void discoveryAuthentication(AuthenticationRules rules) {
        iscsi.discoveryAuthentication(rules);
    }

    /** Shows a unit at a number, 0 to 16,383, and tells the initiators that see it. */
    public void mapLun(String targetName, int tag, int number, LunDefinition lun) {
        targets.group(targetName, tag).map(number, lun);
    }

    /** Shows nothing at a number any more, and tells the initiators that see a difference. Commands under way there end as they would have. */
    public void unmapLun(String targetName, int tag, int number) {
        targets.group(targetName, tag).unmap(number);
    }

    /**
     * Lets a portal group be reached by one more address, from now on; discovery tells of it at once.
     *
     * @return the address with the port that it got
     * @throws IOException if the address cannot be bound
     * @throws IllegalArgumentException if there is no such group, or the target is reached by that address already
     */
    public InetSocketAddress addPortal(String targetName, int tag, InetSocketAddress address) throws IOException {
        return targets.group(targetName, tag).addPortal(address);
    }

    /**
     * Takes an address away from a portal group. Sessions go on; nobody else gets to the group by it. Where no group has it
     * and the server was not told to listen there anyway, it stops to.
     *
     * @throws IllegalArgumentException if there is no such group, or it does not have that portal
     */
    public void removePortal(String targetName, int tag, InetSocketAddress portal) {
        targets.group(targetName, tag).removePortal(portal);
    }

    /** The addresses by which a portal group is reached now, with the ports that they got. */
    public List<InetSocketAddress> portals(String targetName, int tag) {
        return targets.group(targetName, tag).group().portals();
    }

    /** Addresses on which the server listens now, with the ports that it got: first those of the start, then portals of groups. */
    public List<InetSocketAddress> listeningAddresses() {
        return iscsi.listening();
    }

    /** Number of sessions now. */
    public int sessionCount() {
        return iscsi.sessionCount();
    }

    /** The sessions that there are now, by their TSIH. Any thread but the loops'; waits for them. */
    public List<SessionReport> sessions() {
        return iscsi.sessions();
    }

    /** Resources that connections hold now. Any thread but the loops'; waits for them. */
    public ConnectionCounts holdings() {
        return iscsi.holdings();
    }

    /** Journal of decisions with their reasons; callers that change the server may add to it. */
    public Journal journal() {
        return iscsi.journal();
    }

    /** The oldest command of each session and logical unit that has not ended, the oldest first. Any thread but the loops'; waits for them. */
    public List<OpenCommandReport> oldestCommands() {
        return iscsi.oldestCommands();
    }

    /** Ends a session; completed when it is gone, with false if there is no such session. Its initiator may log in again. */
    public CompletableFuture<Boolean> endSession(int tsih, Duration bound) {
        return iscsi.endSession(tsih, bound).thenApplyAsync(Function.identity());
    }

    /** Counts of each loop since the start. */
    public List<LoopReport> reports() {
        return iscsi.reports();
    }

    /** The event loops, for those who watch their buffers. */
    public List<IoLoop> loops() {
        return machinery.loops();
    }

    /**
     * Changes the settings of a logical unit that can change in use, and tells its initiators.
     *
     * @param settings all settings after the change; see {@link LogicalUnit#change}
     * @throws IOException if the unit is to take writes, and its device cannot be written
     * @throws IllegalArgumentException if a setting differs that cannot change in use
     */
    public void changeUnit(LunDefinition lun, LogicalUnitSettings settings) throws IOException {
        LogicalUnit unit = units.get(lun);
        if (unit.settings().readOnly() && !settings.readOnly() && unit.device().readOnly()) {
            throw new IOException(unit.device().description() + " is open for reading only");
        }
        unit.change(settings);
    }

    /** Properties of a disk as they are known without asking it. */
    public DeviceProperties knownProperties(LunDefinition lun) {
        LogicalUnit unit = units.get(lun);
        return unit.device().withSize(unit.state().blocks() << unit.blockShift());
    }

    /** Looks at the size of a disk again, and tells its initiators if it has changed. */
    public void refreshCapacity(LunDefinition lun) {
        units.get(lun).refreshCapacity();
    }

    /** Says how well the logical units of a portal group are reached by it, and tells all initiators (ALUA). */
    public void accessState(String targetName, int tag, AccessState state) {
        targets.group(targetName, tag).accessState(state);
    }

    /**
     * Exchanges the medium of a drive, and tells its initiators.
     *
     * @param lun a drive whose device is an {@link ExchangeableDevice}
     * @param medium the drive's to close from now on; null to leave it empty
     * @param force true to do so although an initiator prevents it
     * @throws IllegalStateException if an initiator prevents it
     */
    public void exchangeMedium(LunDefinition lun, BlockDevice medium, boolean force) {
        units.exchangeMedium(lun, medium, force);
    }

    /**
     * Stops: accepts nobody any more, asks initiators to log out and gives them a third of {@code bound} for it, lets
     * sessions finish the commands that they have accepted until another third is over, closes the connections, and flushes
     * and closes the devices when nothing is under way.
     *
     * @return true if every command was finished and all came to rest within the bound
     */
    public boolean shutdown(Duration bound) {
        units.stopWatching();
        boolean clean = new Shutdown(iscsi, units, bound).run();
        machinery.close();
        units.closeDevices();
        return clean;
    }
}
