package dev.sluice.migrate.lio;

import dev.sluice.config.Credentials;
import dev.sluice.config.Credentials.Account;
import dev.sluice.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads users and secrets. LIO has them as four members with a prefix. */
final class LioChap {
    /** The kernel treats this text, and any text that begins with it, as a member that is not set. */
    private static final String UNSET = "NULL";

    private static final int LEAST_SECRET = 12;
    private static final int MOST_SECRET = 255;

    private LioChap() {}

    static Credentials read(Members members, String prefix) {
        Account user = account(members.text(prefix + "userid"), members.text(prefix + "password"));
        Account mutual = account(members.text(prefix + "mutual_userid"), members.text(prefix + "mutual_password"));
        return new Credentials(user == null ? List.of() : List.of(user), mutual);
    }

    /** The credentials without secrets that Sluice does not accept. Such a user keeps no password, so that no initiator can log in as it. */
    static Credentials fit(Members members, String prefix, Credentials given, boolean asked) {
        List<Account> users = given.users().stream()
                .map(user -> fit(members, prefix + "password", user, asked))
                .toList();
        Account mutual =
                given.mutual() == null ? null : fit(members, prefix + "mutual_password", given.mutual(), asked);
        boolean isSame = mutual != null
                && mutual.password() != null
                && users.stream().anyMatch(user -> mutual.password().equals(user.password()));
        if (!isSame) {
            return new Credentials(users, mutual);
        }
        members.security(
                prefix + "mutual_password",
                "the target would prove itself with the password of the initiator, so it does not prove itself here",
                "Set another mutual_password there and on the initiator");
        return new Credentials(users, new Account(mutual.userid() == null ? "nobody" : mutual.userid(), null));
    }

    private static Account fit(Members members, String name, Account account, boolean asked) {
        if (!(account.password() instanceof Secret.Kept(String id, String text)) || text == null) {
            return account;
        }
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length >= LEAST_SECRET && length <= MOST_SECRET) {
            return account;
        }
        String what = name + " has " + length + " bytes, and Sluice takes " + LEAST_SECRET + " to " + MOST_SECRET
                + ", so it is left out";
        if (asked) {
            members.security(
                    name, what + ": nobody proves to know it", "Set another one there and on the initiator (set auth)");
        } else {
            members.changed(name, what + "; nobody is asked for it", "");
        }
        return new Account(account.userid() == null ? "nobody" : account.userid(), null);
    }

    private static Account account(String userid, String password) {
        boolean noUserid = isUnset(userid);
        boolean noPassword = isUnset(password);
        if (noUserid && noPassword) {
            return null;
        }
        return new Account(noUserid ? null : userid, noPassword ? null : new Secret.Kept(null, password));
    }

    private static boolean isUnset(String text) {
        return text == null || text.isEmpty() || text.startsWith(UNSET);
    }
}
