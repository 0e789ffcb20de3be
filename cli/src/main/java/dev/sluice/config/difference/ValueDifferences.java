package dev.sluice.config.difference;

import dev.sluice.config.Credentials;
import dev.sluice.config.Credentials.Account;
import dev.sluice.config.Secret;
import dev.sluice.config.attribute.Attributes.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The values of a node before and after, in words, by the names that administrators set them by. Used for one node. */
final class ValueDifferences {
    private static final List<String> OWN = List.of("alias", "unit_serial");
    private static final List<String> USERS = List.of("", "second_");

    private final List<String> details = new ArrayList<>();

    /** The differences as text; empty if there are none. */
    @Override
    public String toString() {
        return String.join(", ", details);
    }

    boolean isEmpty() {
        return details.isEmpty();
    }

    ValueDifferences add(String detail) {
        details.add(detail);
        return this;
    }

    /** Adds a value if it changed; null stands for none. */
    ValueDifferences change(String name, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            details.add(name + " " + shown(before) + " → " + shown(after));
        }
        return this;
    }

    /** The word that sets a decision. */
    static String decision(Boolean value) {
        return value == null ? "default" : value ? "1" : "0";
    }

    private static String shown(Object value) {
        return value == null || value.equals("") ? "(none)" : value.toString();
    }

    /** Adds the values that changed. */
    ValueDifferences values(List<Value> before, List<Value> after) {
        for (int i = 0; i < after.size(); i++) {
            change(before.get(i), after.get(i));
        }
        return this;
    }

    /** Adds a value if it changed. A set value differs from the default even if both have the same text. */
    private void change(Value before, Value after) {
        if (!before.value().equals(after.value())) {
            change(after.name(), before.value(), after.value());
        } else if (before.isUsual() != after.isUsual()) {
            details.add(after.name() + " " + origin(before) + " → " + origin(after));
        }
    }

    private static String origin(Value value) {
        return shown(value.value()) + (value.isUsual() ? " (usual)" : " (set)");
    }

    /** Adds the values that are set of a new node. */
    ValueDifferences values(List<Value> values) {
        for (Value value : values) {
            if (!value.isUsual() && !OWN.contains(value.name())) {
                details.add(value.name() + " " + value.value());
            }
        }
        return this;
    }

    ValueDifferences credentials(Credentials before, Credentials after) {
        if (before.equals(after)) {
            return this;
        }
        for (int i = 0; i < USERS.size(); i++) {
            account(USERS.get(i), user(before, i), user(after, i));
        }
        account("mutual_", before.mutual(), after.mutual());
        int shown = USERS.size();
        for (int i = shown; i < Math.max(before.users().size(), after.users().size()); i++) {
            account("user " + (i + 1) + ": ", user(before, i), user(after, i));
        }
        return this;
    }

    private static Account user(Credentials credentials, int index) {
        return index < credentials.users().size() ? credentials.users().get(index) : null;
    }

    private void account(String prefix, Account before, Account after) {
        if (before == null && after != null && after.userid() != null) {
            details.add(prefix + "userid " + after.userid());
        } else {
            change(prefix + "userid", before == null ? null : before.userid(), after == null ? null : after.userid());
        }
        Secret old = before == null ? null : before.password();
        Secret secret = after == null ? null : after.password();
        if (!isSame(old, secret)) {
            details.add(prefix + "password " + (old == null ? "set" : secret == null ? "removed" : "changed"));
        }
        if (isBlank(before) != isBlank(after)) {
            details.add(prefix + "user without name and password " + (isBlank(after) ? "added" : "removed"));
        }
    }

    /** True for an account without a password: no initiator can prove to be that user, so the account keeps initiators out. */
    private static boolean isBlank(Account account) {
        return account != null && account.userid() == null && account.password() == null;
    }

    private static boolean isSame(Secret before, Secret after) {
        if (before instanceof Secret.Kept(String id, String text)
                && after instanceof Secret.Kept(String id2, String text2)) {
            return text != null && text2 != null ? text.equals(text2) : id != null && id.equals(id2);
        }
        return Objects.equals(before, after);
    }
}
