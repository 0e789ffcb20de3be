package dev.sluice.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * CHAP users and secrets (RFC 7143 12.1).
 *
 * @param users the users that may log in, in their order; several while a secret is being changed
 * @param mutual the account that the target proves to initiators that ask for it, or null
 */
public record Credentials(List<Account> users, Account mutual) {
    public static final Credentials NONE = new Credentials(List.of(), null);

    /**
     * A user.
     *
     * @param userid CHAP_N
     * @param password the secret, or null as long as it was not set
     */
    public record Account(String userid, Secret password) {}

    public Credentials {
        users = users == null ? List.of() : List.copyOf(users);
    }

    @JsonIgnore
    public boolean isEmpty() {
        return users.isEmpty() && mutual == null;
    }
}
