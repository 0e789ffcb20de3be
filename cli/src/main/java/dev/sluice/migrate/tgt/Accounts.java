package dev.sluice.migrate.tgt;

import dev.sluice.config.Credentials.Account;
import dev.sluice.config.Secret;
import java.util.HashMap;
import java.util.Map;

/** CHAP users. tgt has one password of a user, whatever the targets say: the first that tgt-admin comes across. */
final class Accounts {
    /** What tgt-admin --dump writes, which does not know passwords. */
    private static final String UNKNOWN = "PLEASE_CORRECT_THE_PASSWORD";

    private final Map<String, String> passwords = new HashMap<>();

    /** The account that a line names; or null. */
    Account read(Directive line, Options options) {
        String[] parts = line.value().split(" ");
        if (parts[0].isEmpty() || parts.length < 2) {
            options.lost(line, line.name() + " needs a user and a password", "Set auth of the target's portal group");
            return null;
        }
        if (parts.length > 2) {
            options.changed(line, "tgt takes a password up to its first space only, as is done here", "");
        }
        String userid = parts[0];
        if (parts[1].equals(UNKNOWN)) {
            options.security(
                    line,
                    "tgt-admin did not know the password of '" + userid + "'",
                    "Nobody gets in with it until you set it: set auth password=... of the target's portal group");
            return new Account(userid, null);
        }
        String first = passwords.putIfAbsent(userid, parts[1]);
        if (first != null && !first.equals(parts[1])) {
            options.changed(
                    line,
                    "there is another password of '" + userid
                            + "' before; tgt has one password of a user, the first, and" + " so is done here",
                    "");
        }
        return new Account(userid, new Secret.Kept(null, first == null ? parts[1] : first));
    }
}
