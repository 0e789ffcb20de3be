package dev.sluice.migrate.tgt;

import dev.sluice.config.Acl;
import dev.sluice.config.Credentials;
import dev.sluice.config.Credentials.Account;
import dev.sluice.config.GroupAttributes;
import dev.sluice.config.Lun;
import dev.sluice.config.MappedLun;
import dev.sluice.config.Portal;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import dev.sluice.migrate.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One target, with all that it has. */
final class TargetReader {
    private static final String EVERYBODY = "ALL";

    private final Findings findings;
    private final Stores stores;
    private final Accounts accounts;

    TargetReader(Findings findings, Stores stores, Accounts accounts) {
        this.findings = findings;
        this.stores = stores;
        this.accounts = accounts;
    }

    Target read(Directive block, Options options, long tid) {
        String title = "target " + block.value();
        List<Lun> luns = new ArrayList<>();
        for (Store store : StoreList.of(title, options, findings)) {
            String backstore = stores.add(store, options, tid, title);
            if (backstore != null) {
                luns.add(new Lun(store.lun(), backstore));
            }
        }
        Credentials credentials = credentials(options);
        List<Directive> addresses = options.all("initiator-address");
        List<String> names = names(options, addresses);
        Directive state = options.first("state");
        PortalGroup group = new PortalGroup(
                1,
                state != null && state.value().equals("offline") ? false : null,
                attributes(block, options, addresses, names),
                TargetParameters.read(options),
                credentials,
                List.of(new Portal("0.0.0.0", Portal.USUAL_PORT)),
                luns,
                names.stream().map(name -> acl(name, luns)).toList());
        options.finish();
        return new Target(block.value(), null, List.of(group));
    }

    private Credentials credentials(Options options) {
        List<Account> users = options.all("incominguser").stream()
                .map(line -> accounts.read(line, options))
                .filter(Objects::nonNull)
                .toList();
        Directive outgoing = options.first("outgoinguser");
        return new Credentials(users, outgoing == null ? null : accounts.read(outgoing, options));
    }

    private static Acl acl(String initiator, List<Lun> luns) {
        return new Acl(
                initiator,
                null,
                luns.stream()
                        .map(lun -> new MappedLun(lun.lun(), lun.lun(), null))
                        .toList());
    }

    /** Those that are names; tgt-admin --dump writes addresses there, too. */
    private static List<String> names(Options options, List<Directive> addresses) {
        List<String> names = new ArrayList<>();
        for (Directive line : options.all("initiator-name")) {
            if (line.value().matches("(?i)(iqn|eui|naa)\\..+")) {
                if (!names.contains(line.value())) {
                    names.add(line.value());
                }
            } else if (line.value().equals(EVERYBODY)) {
                options.security(
                        line,
                        "initiator-name ALL is no name of an initiator",
                        "tgt-admin --dump writes it where everybody is let in; here nobody is, but those who have an ACL");
                addresses.add(new Directive(line.where(), line.name(), "", null));
            } else {
                addresses.add(line);
            }
        }
        return names;
    }

    /** Nobody gets in here who did not get in there. */
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
            return new GroupAttributes(true, false, null, null, null, null);
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
