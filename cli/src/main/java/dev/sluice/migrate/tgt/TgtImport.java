package dev.sluice.migrate.tgt;

import dev.sluice.config.Configuration;
import dev.sluice.config.Discovery;
import dev.sluice.config.Target;
import dev.sluice.migrate.Imported;
import dev.sluice.migrate.MigrationFindings;
import dev.sluice.migrate.Renames;
import dev.sluice.migrate.UnservableRemoval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Converts tgt's {@code targets.conf} to a configuration of Sluice. One thread. */
public final class TgtImport {
    private static final String ISCSI = "iscsi";
    private static final String ISER = "iser";

    private final MigrationFindings findings = new MigrationFindings();
    private final Stores stores = new Stores(findings);
    private final Accounts accounts = new Accounts();
    private final TargetReader targets;
    private final Renames renames;
    private final Set<Long> tids = new HashSet<>();

    private TgtImport(Renames renames) {
        this.renames = renames;
        this.targets = new TargetReader(findings, stores, accounts, renames);
    }

    /**
     * Converts a file and the files that it includes.
     *
     * @param root below which absolute paths of includes are; {@code /} on the machine itself
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if tgt-admin would refuse the file; the message has the place and the reason
     */
    public static Imported read(Path file, Path root) throws IOException {
        return read(file, root, Renames.none());
    }

    /**
     * The same with new names for targets and initiators.
     *
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if tgt-admin would refuse the file, or it lacks one of the old names
     */
    public static Imported read(Path file, Path root, Renames renames) throws IOException {
        return new TgtImport(renames).imported(file, root);
    }

    private Imported imported(Path file, Path root) throws IOException {
        Options all = new Options("tgt", TargetsFile.read(file, root, findings), findings);
        all.meaningless("ignore-errors", "all or nothing of a configuration is served");
        all.meaningless("control-port", "it is how tgt's own commands find tgtd");
        boolean isListed = isns(all);
        Discovery discovery = discovery(all);
        String driver = driver(all.first("default-driver"), all, ISCSI);
        List<Directive> blocks = new ArrayList<>(all.all("target"));
        blocks.sort(Comparator.comparing(Directive::value));
        List<Target> made = new ArrayList<>();
        long tid = 0;
        for (Directive block : blocks) {
            if (!block.isBlock() || block.value().isEmpty()) {
                all.lost(block, "a target is a block with a name", "");
                continue;
            }
            Options options = new Options("target " + block.value(), block.children(), findings);
            tid = tid(options, tid + 1);
            boolean isAlone = tids.add(tid);
            if (!isAlone) {
                options.security(
                        block,
                        "another target has the number " + tid + ", so tgt does not serve this one, nor does Sluice",
                        "If you want it, enable its portal group");
            }
            Directive own = options.first("driver");
            String used = driver(own, options, driver);
            if (used != null) {
                if (used.equals(ISER)) {
                    options.lost(
                            own == null ? block : own,
                            "iSER (iSCSI over RDMA) is not to be had here",
                            "It is served over TCP");
                }
                Target target = targets.read(block, options, tid, isListed);
                made.add(isAlone ? target : disabled(target));
            }
        }
        all.finish();
        findings.changed(
                file.getFileName().toString(),
                "where tgtd listens is on its command line, not in this file",
                "Here it is 0.0.0.0:3260: create other portals where that is not right");
        renames.finish();
        Configuration configuration = UnservableRemoval.prune(
                Configuration.EMPTY
                        .withBackstores(stores.all())
                        .withDiscovery(discovery)
                        .withTargets(made),
                findings);
        return new Imported(configuration, findings.all(), findings.fates());
    }

    /** The number of a target, which its block may give; else {@code next}. The identities of its disks depend on it. */
    private long tid(Options options, long next) {
        Directive given = options.first("controller_tid");
        long tid = next;
        if (given != null) {
            try {
                tid = Long.parseLong(given.value());
            } catch (NumberFormatException e) {
                options.lost(given, "controller_tid '" + given.value() + "' is no number", "");
            }
        }
        return tid;
    }

    private static Target disabled(Target target) {
        return target.withPortalGroups(target.portalGroups().stream()
                .map(group -> group.withEnabled(false))
                .toList());
    }

    /** The driver, or null if its targets are not imported. */
    private static String driver(Directive line, Options options, String usual) {
        if (line == null || line.value().equals(ISCSI) || line.value().equals(ISER)) {
            return line == null ? usual : line.value();
        }
        options.lost(line, "Sluice serves iSCSI, not " + line.value(), "Targets with that driver are left out");
        return null;
    }

    /** True if an iSNS server controls access, which Sluice does not have. */
    private static boolean isns(Options all) {
        Directive isns = all.first("iSNS");
        boolean isOn = isns != null && isns.value().equalsIgnoreCase("On");
        if (isOn) {
            all.lost(isns, "Sluice does not tell an iSNS server of its targets", "Tell initiators of its address");
        } else {
            all.meaningless("iSNS", "Sluice does not speak to an iSNS server");
        }
        Directive control = all.first("iSNSAccessControl");
        boolean isListed = isOn && control != null && control.value().equalsIgnoreCase("On");
        if (isListed) {
            all.security(
                    control,
                    "an iSNS server says who gets into which target, and Sluice does not ask it: nobody gets in",
                    "Create an ACL for each initiator");
        } else {
            all.meaningless("iSNSAccessControl", "Sluice does not speak to an iSNS server");
        }
        for (String name : List.of("iSNSServerIP", "iSNSServerPort")) {
            all.meaningless(name, "Sluice does not speak to an iSNS server");
        }
        return isListed;
    }

    private Discovery discovery(Options all) {
        return Discovery.of(accounts.read(all.all("incomingdiscoveryuser"), all.first("outgoingdiscoveryuser"), all));
    }
}
