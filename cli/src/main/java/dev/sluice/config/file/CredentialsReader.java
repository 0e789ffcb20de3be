package dev.sluice.config.file;

import dev.sluice.config.Credentials;
import dev.sluice.config.Credentials.Account;
import dev.sluice.config.Secret;
import java.util.List;

/** Makes credentials of JSON; a text in the place of a password is the password itself. */
final class CredentialsReader {
    private static final String WAYS = "the password as a text, {\"file\": \"/PATH\"} or {\"credential\": \"NAME\"}";

    private final List<Flaw> flaws;

    CredentialsReader(List<Flaw> flaws) {
        this.flaws = flaws;
    }

    Credentials read(JsonValue.Members object) {
        ObjectMembers shape = new ObjectMembers(object, flaws);
        Credentials credentials =
                new Credentials(shape.list("users", this::account), shape.object("mutual", this::account));
        shape.end();
        return credentials;
    }

    private Account account(JsonValue.Members object) {
        ObjectMembers shape = new ObjectMembers(object, flaws);
        Account account = new Account(shape.text("userid"), password(shape));
        shape.end();
        return account;
    }

    private Secret password(ObjectMembers shape) {
        return switch (shape.value("password")) {
            case null -> null;
            case JsonValue.Text text -> new Secret.Kept(null, text.text());
            case JsonValue.Members members -> secret(members);
            case JsonValue other -> shape.wrong(other, WAYS);
        };
    }

    private Secret secret(JsonValue.Members object) {
        ObjectMembers shape = new ObjectMembers(object, flaws);
        String kept = shape.text("secret");
        String file = shape.text("file");
        String credential = shape.text("credential");
        shape.end();
        if (object.members().size() != 1) {
            flaws.add(object.place().flaw("a password is in one place: write " + WAYS));
        }
        return kept != null
                ? new Secret.Kept(kept, null)
                : file != null
                        ? new Secret.InFile(file)
                        : credential != null ? new Secret.Credential(credential) : null;
    }
}
