package dev.sluice.config.attribute;

import dev.sluice.config.Credentials;
import dev.sluice.config.Credentials.Account;
import dev.sluice.config.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * CHAP users and secrets. A password is a text, {@code file:PATH} for the first line of a file, or {@code credential:NAME} for a
 * credential that systemd hands to the service.
 */
final class CredentialTable {
    private static final String FILE = "file:";
    private static final String CREDENTIAL = "credential:";
    private static final String KEPT = "********";
    private static final Account NOBODY = new Account(null, null);

    static final List<Attribute<Credentials>> AUTH = List.of(
            userid("userid", "the user name with which initiators log in", user(0)),
            password("password", "the password of that user", user(0)),
            userid(
                    "second_userid",
                    "a second user name for initiators, for the time of a change of the secret",
                    user(1)),
            password("second_password", "the password of the second user", user(1)),
            userid("mutual_userid", "the user name of the target, for mutual authentication", mutual()),
            password("mutual_password", "the password of the target", mutual()));

    /** An account within credentials. */
    private record Slot(Function<Credentials, Account> get, BiFunction<Credentials, Account, Credentials> put) {}

    private CredentialTable() {}

    private static Slot user(int index) {
        return new Slot(
                credentials ->
                        index < credentials.users().size() ? credentials.users().get(index) : NOBODY,
                (credentials, account) -> {
                    List<Account> users = new ArrayList<>(credentials.users());
                    while (users.size() <= index) {
                        users.add(NOBODY);
                    }
                    users.set(index, account);
                    while (!users.isEmpty() && users.getLast().equals(NOBODY)) {
                        users.removeLast();
                    }
                    return new Credentials(users, credentials.mutual());
                });
    }

    private static Slot mutual() {
        return new Slot(
                credentials -> credentials.mutual() == null ? NOBODY : credentials.mutual(),
                (credentials, account) ->
                        new Credentials(credentials.users(), account.equals(NOBODY) ? null : account));
    }

    private static Attribute<Credentials> userid(String name, String description, Slot slot) {
        return Attribute.text(
                        name,
                        description,
                        "",
                        Account::userid,
                        (account, text) -> new Account(empty(text) ? null : text, account.password()))
                .of(slot.get(), slot.put());
    }

    private static Attribute<Credentials> password(String name, String description, Slot slot) {
        return new Attribute<Account>(
                        name,
                        description + ": a text, file:PATH or credential:NAME",
                        "",
                        List.of(),
                        true,
                        account -> shown(account.password()),
                        (account, text) -> new Account(account.userid(), empty(text) ? null : secret(text)))
                .of(slot.get(), slot.put());
    }

    private static boolean empty(String text) {
        return text == null || text.isEmpty();
    }

    private static String shown(Secret secret) {
        return switch (secret) {
            case null -> null;
            case Secret.Kept kept -> KEPT;
            case Secret.InFile(String path) -> FILE + path;
            case Secret.Credential(String name) -> CREDENTIAL + name;
        };
    }

    private static Secret secret(String text) {
        if (text.startsWith(FILE)) {
            return new Secret.InFile(text.substring(FILE.length()));
        }
        if (text.startsWith(CREDENTIAL)) {
            return new Secret.Credential(text.substring(CREDENTIAL.length()));
        }
        return new Secret.Kept(null, text);
    }
}
