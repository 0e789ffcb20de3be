package dev.sluice.migrate.tgt;

import dev.sluice.config.Acl;
import dev.sluice.config.Credentials;
import dev.sluice.config.GroupAttributes;
import dev.sluice.config.Lun;
import dev.sluice.config.MappedLun;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Rules;
import dev.sluice.config.Target;
import dev.sluice.migrate.MigrationFindings;
import dev.sluice.migrate.Renames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads a target with all its parts. */
final class TargetReader {
    private static final String EVERYBODY = "ALL";
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9.]+(/[0-9.]+)?|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?(/[0-9]+)?");

    private final MigrationFindings findings;
    private final Stores stores;
    private final Accounts accounts;
    private final Renames renames;

    TargetReader(MigrationFindings findings, Stores stores, Accounts accounts, Renames renames) {
        this.findings = findings;
        this.stores = stores;
        this.accounts = accounts;
        this.renames = renames;
    }

    /** @param isListed true if an iSNS server controls access */
    Target read(Directive block, Options options, long tid, boolean isListed) {
        String title = "target " + block.value();
        List<Lun> luns = new ArrayList<>();
        for (Store store : StoreList.of(title, options, findings)) {
            String backstore = stores.add(store, options, tid, title);
            if (backstore != null) {
                luns.add(new Lun(store.lun(), backstore));
            }
        }
        Credentials credentials = accounts.read(options.all("incominguser"), options.first("outgoinguser"), options);
        List<Directive> addresses = options.all("initiator-address");
        List<String> names = isListed ? List.of() : names(options, addresses);
        options.all("initiator-name");
        Directive state = options.first("state");
        PortalGroup group = new PortalGroup(
                1,
                state != null && state.value().equals("offline") ? false : null,
                isListed ? GroupAttributes.USUAL : attributes(block, options, addresses, names),
                TargetParameters.read(options),
                credentials,
                List.of(new Portal("0.0.0.0", Portal.USUAL_PORT)),
                luns,
                names.stream().map(name -> acl(name, luns)).toList());
        options.finish();
        return new Target(name(block, options), null, List.of(group));
    }

    /** The name of the target; in lower case if only that is a valid iSCSI name. */
    private String name(Directive block, Options options) {
        String name = block.value();
        if (renames.has(name)) {
            options.changed(block, "it is called " + renames.of(name) + " here", "Tell initiators of it");
            return renames.of(name);
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (Rules.unfitForNewTarget(name) == null || Rules.unfitForNewTarget(lower) != null) {
            return name;
        }
        options.changed(block, "its name is written in lower case: case does not matter here", "");
        return lower;
    }

    private static Acl acl(String initiator, List<Lun> luns) {
        return new Acl(
                initiator,
                null,
                luns.stream()
                        .map(lun -> new MappedLun(lun.lun(), lun.lun(), null))
                        .toList());
    }

    /** The values that are names of initiators; tgt-admin --dump writes addresses there, too. */
    private List<String> names(Options options, List<Directive> addresses) {
        List<String> names = new ArrayList<>();
        for (Directive line : options.all("initiator-name")) {
            if (line.value().equals(EVERYBODY)) {
                options.security(
                        line,
                        "initiator-name ALL is no name of an initiator",
                        "tgt-admin --dump writes it where everybody is let in; here nobody is, but those who have an ACL");
                addresses.add(new Directive(line.where(), line.name(), "", null));
            } else if (ADDRESS.matcher(line.value()).matches()) {
                addresses.add(line);
            } else {
                name(line, options, names);
            }
        }
        return names;
    }

    private void name(Directive line, Options options, List<String> names) {
        String name = renames.of(line.value());
        boolean isThere = names.stream().anyMatch(other -> other.equalsIgnoreCase(name));
        if (!name.equals(line.value())) {
            options.changed(line, "the initiator is called " + name + " here", "");
        } else if (isThere && !names.contains(name)) {
            options.changed(line, "it differs in case only from another: both are one initiator here", "");
        }
        if (!isThere) {
            names.add(name);
        }
    }

    /** The attributes of the group, which admit no initiator that tgt does not admit. */
    private GroupAttributes attributes(
            Directive target, Options options, List<Directive> addresses, List<String> names) {
        boolean everybody = addresses.stream().anyMatch(line -> line.value().equals(EVERYBODY));
        for (Directive line : addresses) {
            if (!line.value().equals(EVERYBODY) && !line.value().isEmpty()) {
                options.security(
                        line,
                        "initiators are let in by their address (" + line.value() + "), which Sluice does not do",
                        "Create an ACL with the name of each of them; a firewall can do the rest");
            }
        }
        boolean open = everybody || addresses.isEmpty() && names.isEmpty();
        if (open) {
            findings.security(
                    target.where(),
                    "target " + target.value() + ": tgt lets every initiator in, so demo mode is on here",
                    "If that is not wanted, create ACLs and set attribute generate_node_acls=0 of its portal group");
            return GroupAttributes.USUAL
                    .with(GroupAttributes.DEMO_MODE, true)
                    .with(GroupAttributes.DEMO_MODE_WRITE_PROTECT, false);
        }
        findings.security(
                target.where(),
                "target " + target.value() + ": "
                        + (names.isEmpty()
                                ? "nobody gets in, for there is no name of an initiator in the file"
                                : "only these get in: " + String.join(", ", names)
                                        + (addresses.isEmpty()
                                                ? " (tgt-admin lets everybody in where there is no initiator-address)"
                                                : "")),
                "Create an ACL for each other initiator that is to get in");
        return GroupAttributes.USUAL;
    }
}
