package dev.sluice.migrate.tgt;

import dev.sluice.config.Credentials;
import dev.sluice.config.Credentials.Account;
import dev.sluice.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** CHAP users. tgt has one password for a user name in all targets: the first that tgt-admin reads. */
final class Accounts {
    /** The password that tgt-admin --dump writes, since it does not know the real one. */
    private static final String UNKNOWN = "PLEASE_CORRECT_THE_PASSWORD";

    private static final int LEAST_SECRET = 12;
    private static final int MOST_SECRET = 255;

    private final Map<String, String> passwords = new HashMap<>();

    /** The credentials of a target, in both directions. */
    Credentials read(List<Directive> incoming, Directive outgoing, Options options) {
        List<Account> users = incoming.stream().map(line -> read(line, options)).toList();
        Account mutual = outgoing == null ? null : read(outgoing, options);
        if (mutual != null
                && mutual.password() != null
                && users.stream().anyMatch(user -> mutual.password().equals(user.password()))) {
            options.security(
                    outgoing,
                    "the target would prove itself with the password of an initiator, so it does not prove itself here",
                    "Set another mutual_password there and on the initiator");
            return new Credentials(users, new Account(mutual.userid(), null));
        }
        return new Credentials(users, mutual);
    }

    /** The account of a line. If Sluice does not accept its password, it has none, and no initiator can log in as that user. */
    private Account read(Directive line, Options options) {
        String[] parts = line.value().split(" ");
        if (parts[0].isEmpty() || parts.length < 2 || parts[1].isEmpty()) {
            options.security(
                    line,
                    line.name()
                            + " needs a user and a password, with one blank between them; tgt-admin goes no further, so"
                            + " nobody gets in",
                    "Nor does anybody here: set auth of the target's portal group");
            return new Account(parts[0].isEmpty() ? "nobody" : parts[0], null);
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
        String password = first == null ? parts[1] : first;
        int length = password.getBytes(StandardCharsets.UTF_8).length;
        if (length < LEAST_SECRET || length > MOST_SECRET) {
            options.security(
                    line,
                    "the password of '" + userid + "' has " + length + " bytes, and Sluice takes " + LEAST_SECRET
                            + " to " + MOST_SECRET + ", so it is left out: nobody proves to know it",
                    "Set another one here and on the initiators (set auth of the target's portal group)");
            return new Account(userid, null);
        }
        return new Account(userid, new Secret.Kept(null, password));
    }
}
