package dev.sluice.cli;

import dev.sluice.config.Backstore;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of {@code sluice serve}, and the rules that tie them together. */
final class ServeOptions {
    private static final int MAX_DISKS = 256;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS[:PORT]",
            description = "Where to listen; repeatable. An IPv6 address with a port stands in brackets: [::1]:3260. Any"
                    + " address but loopback demands --allow, --chap or --allow-any. Default: 127.0.0.1:3260.")
    private List<String> listen = new ArrayList<>();

    @Option(
            names = "--portal-group",
            paramLabel = "TAG=ADDRESS[:PORT][,state=STATE]",
            description = "One more portal group of the target, or one more address of it, for initiators with several"
                    + " paths; repeatable. TAG is 2 to 65535: group 1 are the addresses of --listen. It has the same LUNs"
                    + " and lets in the same initiators. STATE is what it tells of its paths (ALUA): optimized,"
                    + " non-optimized, standby or unavailable. Default: no further group; optimized.")
    private List<String> portalGroups = new ArrayList<>();

    @Option(
            names = "--disk",
            paramLabel = "SOURCE[,OPTION...]",
            description = {
                "A disk to serve; repeatable: LUN 0, 1, ... in this order. SOURCE is the path of a block device or a file,"
                        + " ram:SIZE (memory, empty at every start), null:SIZE (reads zeroes, drops writes), or"
                        + " pscsi:DEVICE (a SCSI device of this machine, such as a tape drive at /dev/sg1, which carries"
                        + " out the commands itself; it takes no options). OPTIONs:",
                "size=SIZE    make the file, sparse, if there is none; a file that is there must have this size",
                "block-size=512|4096    as the initiator sees it (default: 512; a block device's own)",
                "write-cache=on|off    off: a write is answered when it is on the medium (default: on)",
                "read-only    initiators may only read",
                "removable    shown as a removable disk",
                "cd    SOURCE is an image (.iso) in a CD or DVD drive",
                "thin    shown as thinly provisioned: unmapped blocks give their space back",
                "serial=TEXT    the serial number (default: kept with the disk)",
                "Sizes are bytes, or K, M, G, T (powers of 1024). A comma in a path is written twice."
            })
    private List<String> disks = new ArrayList<>();

    @Option(
            names = "--target-name",
            paramLabel = "IQN",
            description = "The name of the target. Default: iqn.2026-11.dev.sluice: and the host name.")
    private String targetName;

    @Option(names = "--read-only", description = "Serve every disk read-only. Default: as each disk says.")
    private boolean readOnly;

    @Option(
            names = "--allow",
            paramLabel = "IQN",
            description = "An initiator that may log in; repeatable. Default: every one, which only loopback permits.")
    private List<String> allow = new ArrayList<>();

    @Option(
            names = "--allow-any",
            description = "Every initiator may log in, from any address that can reach --listen. Default: off.")
    private boolean allowAny;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "Where is kept what has to outlive a restart: persistent reservations of initiators that"
                    + " ask for it (APTPL). Made if it is not there. Default: nowhere, and initiators are told so.")
    private Path stateDirectory;

    @Mixin
    private ChapOptions chap = new ChapOptions();

    @Mixin
    private SessionOptions session = new SessionOptions();

    @Mixin
    private TuningOptions tuning = new TuningOptions();

    /** What was asked for, with {@code usableCpus} the cores that this process may run on. */
    ServeSettings plan(Set<Integer> usableCpus) {
        List<InetSocketAddress> addresses = addresses();
        List<PortalGroupArgument> groups = PortalGroupArgument.parseAll(portalGroups, addresses);
        checkAccess("--listen", addresses);
        groups.forEach(group -> checkAccess("--portal-group", group.portals()));
        return new ServeSettings(
                addresses,
                groups,
                targetName == null
                        ? IscsiNameArgument.ofThisHost()
                        : IscsiNameArgument.check("--target-name", targetName),
                allow.stream()
                        .map(name -> IscsiNameArgument.checkInitiator("--allow", name))
                        .distinct()
                        .toList(),
                chap.chap(),
                session.alias(),
                session.limits(),
                session.keepAlive(),
                stateDirectory,
                disks(),
                tuning.tuning(usableCpus));
    }

    private List<InetSocketAddress> addresses() {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String text : listen.isEmpty() ? List.of("127.0.0.1") : listen) {
            InetSocketAddress address = ListenAddress.parse(text);
            if (address.getPort() != 0 && addresses.contains(address)) {
                throw new UsageException("--listen '" + text + "' is given twice");
            }
            addresses.add(address);
        }
        return addresses;
    }

    private void checkAccess(String flag, List<InetSocketAddress> addresses) {
        if (allowAny && !allow.isEmpty()) {
            throw new UsageException("--allow and --allow-any contradict each other: give one of them");
        }
        if (allowAny || !allow.isEmpty() || chap.isOn()) {
            return;
        }
        for (InetSocketAddress address : addresses) {
            if (!address.getAddress().isLoopbackAddress()) {
                throw new UsageException(flag + " " + ListenAddress.format(address)
                        + " can be reached from other machines: say who may log in with --allow IQN (repeatable)"
                        + " or --chap FILE, or let everybody with --allow-any");
            }
        }
    }

    private List<Backstore> disks() {
        if (disks.isEmpty()) {
            throw new UsageException("nothing to serve: give at least one --disk");
        }
        if (disks.size() > MAX_DISKS) {
            throw new UsageException("--disk is given " + disks.size() + " times: at most " + MAX_DISKS);
        }
        return disks.stream()
                .map(DiskParser::parse)
                .map(disk -> readOnly ? asReadOnly(disk) : disk)
                .toList();
    }

    private static Backstore asReadOnly(Backstore disk) {
        if (!disk.type().takes(Backstore.READ_ONLY, true)) {
            throw new UsageException("--read-only cannot keep a device that is passed through from being written: leave"
                    + " --disk " + DiskParser.source(disk) + " or --read-only out");
        }
        return disk.with(Backstore.READ_ONLY, true);
    }
}
