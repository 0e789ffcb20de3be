package dev.sluice.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * CHAP users and secrets (RFC 7143 12.1).
 *
 * @param users who may log in, in their order; several while a secret is being changed
 * @param mutual what the target proves itself with to initiators that ask for it, or null
 */
@JsonPropertyOrder({"users", "mutual"})
public record Credentials(List<Account> users, Account mutual) {
    public static final Credentials NONE = new Credentials(List.of(), null);

    /**
     * A user.
     *
     * @param userid CHAP_N
     * @param password the secret, or null as long as it was not set
     */
    @JsonPropertyOrder({"userid", "password"})
    public record Account(String userid, Secret password) {}

    public Credentials {
        users = users == null ? List.of() : List.copyOf(users);
    }

    @JsonIgnore
    public boolean isEmpty() {
        return users.isEmpty() && mutual == null;
    }
}
