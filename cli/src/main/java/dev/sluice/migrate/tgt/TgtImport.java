package dev.sluice.migrate.tgt;

import dev.sluice.config.Configuration;
import dev.sluice.config.Credentials;
import dev.sluice.config.Credentials.Account;
import dev.sluice.config.Discovery;
import dev.sluice.config.Target;
import dev.sluice.migrate.Findings;
import dev.sluice.migrate.Imported;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** From tgt's {@code targets.conf} to a configuration of Sluice. Of one thread. */
public final class TgtImport {
    private static final String ISCSI = "iscsi";
    private static final String ISER = "iser";

    private final Findings findings = new Findings();
    private final Stores stores = new Stores(findings);
    private final Accounts accounts = new Accounts();
    private final TargetReader targets = new TargetReader(findings, stores, accounts);
    private final Set<Long> tids = new HashSet<>();

    private TgtImport() {}

    /**
     * Takes over what a file says, and those that it includes.
     *
     * @param root below which absolute paths of includes are; {@code /} on the machine itself
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if it is no file that tgt-admin takes; the message says where and why
     */
    public static Imported read(Path file, Path root) throws IOException {
        return new TgtImport().imported(file, root);
    }

    private Imported imported(Path file, Path root) throws IOException {
        Options all = new Options("tgt", TargetsFile.read(file, root, findings), findings);
        all.meaningless("ignore-errors", "all or nothing of a configuration is served");
        all.meaningless("control-port", "it is how tgt's own commands find tgtd");
        isns(all);
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
            Directive own = options.first("driver");
            String used = driver(own, options, driver);
            if (used != null) {
                if (used.equals(ISER)) {
                    options.lost(
                            own == null ? block : own,
                            "iSER (iSCSI over RDMA) is not to be had here",
                            "It is served over TCP");
                }
                made.add(targets.read(block, options, tid));
            }
        }
        all.finish();
        findings.changed(
                file.getFileName().toString(),
                "where tgtd listens is on its command line, not in this file",
                "Here it is 0.0.0.0:3260: create other portals where that is not right");
        return new Imported(
                Configuration.EMPTY
                        .withBackstores(stores.all())
                        .withDiscovery(discovery)
                        .withTargets(made),
                findings.all(),
                findings.fates());
    }

    /** tgt-admin counts targets by their names; what it told initiators of their disks hangs on it. */
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
        if (!tids.add(tid)) {
            options.changed(
                    given == null ? new Directive("controller_tid", "", "", null) : given,
                    "another target has the number " + tid + ", so tgt does not serve this one",
                    "See whether you want it");
        }
        return tid;
    }

    /** The driver, or null if its targets are left out. */
    private static String driver(Directive line, Options options, String usual) {
        if (line == null || line.value().equals(ISCSI) || line.value().equals(ISER)) {
            return line == null ? usual : line.value();
        }
        options.lost(line, "Sluice serves iSCSI, not " + line.value(), "What has that driver is left out");
        return null;
    }

    private static void isns(Options all) {
        Directive isns = all.first("iSNS");
        if (isns != null && isns.value().equalsIgnoreCase("On")) {
            all.lost(isns, "Sluice does not tell an iSNS server of its targets", "Tell initiators of its address");
        }
        for (String name : List.of("iSNS", "iSNSServerIP", "iSNSServerPort", "iSNSAccessControl")) {
            if (isns == null || !isns.value().equalsIgnoreCase("On") || !name.equals("iSNS")) {
                all.meaningless(name, "Sluice does not speak to an iSNS server");
            }
        }
    }

    private Discovery discovery(Options all) {
        List<Account> users = all.all("incomingdiscoveryuser").stream()
                .map(line -> accounts.read(line, all))
                .filter(Objects::nonNull)
                .toList();
        Directive outgoing = all.first("outgoingdiscoveryuser");
        return Discovery.of(new Credentials(users, outgoing == null ? null : accounts.read(outgoing, all)));
    }
}
