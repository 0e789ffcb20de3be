package dev.sluice.migrate.lio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.Credentials;
import dev.sluice.config.Credentials.Account;
import dev.sluice.config.Secret;
import dev.sluice.migrate.MigrationFindings;

/** Writes users and secrets. LIO has one of each, in plain text. */
final class ChapWriter {
    private final MigrationFindings findings;

    ChapWriter(MigrationFindings findings) {
        this.findings = findings;
    }

    void write(String where, Credentials credentials, String prefix, ObjectNode out) {
        if (credentials.users().size() > 1) {
            findings.lost(
                    where + " auth",
                    "LIO has one user, so only '"
                            + credentials.users().getFirst().userid() + "' is taken over",
                    "Give initiators that are another user ACLs of their own");
        }
        if (!credentials.users().isEmpty()) {
            account(where, credentials.users().getFirst(), prefix, out);
        }
        if (credentials.mutual() != null) {
            account(where, credentials.mutual(), prefix + "mutual_", out);
        }
    }

    private void account(String where, Account account, String prefix, ObjectNode out) {
        if (account.userid() != null) {
            out.put(prefix + "userid", account.userid());
        }
        String text =
                switch (account.password()) {
                    case null -> null;
                    case Secret.Kept kept -> kept.text();
                    case Secret.InFile file -> null;
                    case Secret.Credential credential -> null;
                };
        if (text != null) {
            out.put(prefix + "password", text);
        } else if (account.password() != null) {
            findings.lost(
                    where + " auth",
                    "the password of '" + account.userid() + "' is not in the configuration itself",
                    "Write it into " + prefix + "password");
        }
    }
}
