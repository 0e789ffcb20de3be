package dev.sluice.cli;

import dev.sluice.config.Backstore;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of {@code sluice serve}, and the rules between them. */
final class ServeOptions {
    private static final int MAX_DISKS = 256;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS[:PORT]",
            description =
                    "Address to listen on; repeatable. Write an IPv6 address with a port in brackets: [::1]:3260. Any"
                            + " address but loopback needs --allow, --chap or --allow-any. Default: 127.0.0.1:3260.")
    private List<String> listen = new ArrayList<>();

    @Option(
            names = "--portal-group",
            paramLabel = "TAG=ADDRESS[:PORT][,state=STATE]",
            description = "Further portal group of the target, or a further address of one, for initiators with several"
                    + " paths; repeatable. TAG is 2 to 65535; group 1 has the addresses of --listen. The group has the same"
                    + " LUNs and admits the same initiators. STATE is the access state of its paths (ALUA): optimized,"
                    + " non-optimized, standby or unavailable. Default: no further group; optimized.")
    private List<String> portalGroups = new ArrayList<>();

    @Option(
            names = "--disk",
            paramLabel = "SOURCE[,OPTION...]",
            description = {
                "Disk to serve; repeatable: LUN 0, 1, ... in this order. SOURCE is the path of a block device or a file,"
                        + " ram:SIZE (memory, empty at every start), null:SIZE (reads zeroes, drops writes), or"
                        + " pscsi:DEVICE (a SCSI device of this machine, such as a tape drive at /dev/sg1, which carries"
                        + " out the commands itself; it takes no options). OPTIONs:",
                "size=SIZE    create the file, sparse, if it does not exist; an existing file must have this size",
                "block-size=512|4096    logical block size (default: 512; of a block device, its own)",
                "write-cache=on|off    off: a write completes when it is on the medium (default: on)",
                "read-only    initiators may only read",
                "removable    shown as a removable disk",
                "cd    SOURCE is an image (.iso) in a CD or DVD drive",
                "thin    shown as thinly provisioned: unmapped blocks free their space",
                "serial=TEXT    the serial number (default: a number that is stored with the disk)",
                "Sizes are bytes, or K, M, G, T (powers of 1024). A comma in a path is written twice."
            })
    private List<String> disks = new ArrayList<>();

    @Option(
            names = "--target-name",
            paramLabel = "IQN",
            description = "Name of the target. Default: iqn.2026-11.dev.sluice: and the host name.")
    private String targetName;

    @Option(names = "--read-only", description = "Serve every disk read-only. Default: as each --disk says.")
    private boolean readOnly;

    @Option(
            names = "--allow",
            paramLabel = "IQN",
            description =
                    "Initiator that may log in; repeatable. Default: every initiator, on loopback addresses only.")
    private List<String> allow = new ArrayList<>();

    @Option(
            names = "--allow-any",
            description = "Let every initiator log in, from any address that can reach --listen. Default: off.")
    private boolean allowAny;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "Directory for data that outlive a restart: persistent reservations for which initiators ask"
                    + " it (APTPL). Created if it does not exist. Default: none; initiators are told that APTPL is not"
                    + " supported.")
    private Path stateDirectory;

    @Mixin
    private ChapOptions chap = new ChapOptions();

    @Mixin
    private SessionOptions session = new SessionOptions();

    @Mixin
    private TuningOptions tuning = new TuningOptions();

    /** Returns the settings; {@code usableCpus} are the cores that this process may run on. */
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
                        + " can be reached from other machines: name the initiators that may log in with --allow IQN (repeatable)"
                        + " or --chap FILE, or let every initiator log in with --allow-any");
            }
        }
    }

    private List<Backstore> disks() {
        if (disks.isEmpty()) {
            throw new UsageException("there is no disk to serve: write at least one --disk");
        }
        if (disks.size() > MAX_DISKS) {
            throw new UsageException(
                    "--disk is given " + disks.size() + " times: at most " + MAX_DISKS + " are possible");
        }
        return disks.stream()
                .map(DiskParser::parse)
                .map(disk -> readOnly ? asReadOnly(disk) : disk)
                .toList();
    }

    private static Backstore asReadOnly(Backstore disk) {
        if (!disk.type().takes(Backstore.READ_ONLY, true)) {
            throw new UsageException("--read-only cannot protect a device that is passed through from writes: leave out"
                    + " --disk " + DiskParser.source(disk) + " or --read-only");
        }
        return disk.with(Backstore.READ_ONLY, true);
    }
}
