package dev.sluice.migrate.lio;

import dev.sluice.config.Credentials;
import dev.sluice.config.Credentials.Account;
import dev.sluice.config.Secret;
import java.util.List;

/** Users and secrets, which LIO has as four members with a prefix. */
final class Chap {
    private Chap() {}

    static Credentials read(Members members, String prefix) {
        Account user = account(members.text(prefix + "userid"), members.text(prefix + "password"));
        Account mutual = account(members.text(prefix + "mutual_userid"), members.text(prefix + "mutual_password"));
        return new Credentials(user == null ? List.of() : List.of(user), mutual);
    }

    private static Account account(String userid, String password) {
        boolean noUserid = userid == null || userid.isEmpty();
        boolean noPassword = password == null || password.isEmpty();
        if (noUserid && noPassword) {
            return null;
        }
        return new Account(noUserid ? null : userid, noPassword ? null : new Secret.Kept(null, password));
    }
}
