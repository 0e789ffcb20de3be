package dev.sluice.iscsi.chap;

import java.security.MessageDigest;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The authentication of an initiator, and of the target in return. Immutable.
 *
 * @param required false also admits an initiator that offers AuthMethod=None or no AuthMethod
 * @param users the accepted users, several while secrets change; empty: no authentication
 * @param self the target's user for mutual CHAP, or null
 * @param algorithms the allowed algorithms; the order of the initiator's list decides
 */
public record Authentication(boolean required, List<ChapUser> users, ChapUser self, Set<ChapAlgorithm> algorithms) {
    /** No authentication: every initiator name is believed. */
    public static final Authentication NONE = new Authentication(false, List.of(), null, ChapAlgorithm.ALL);

    private static final ChapSecret NOBODYS_SECRET = ChapSecret.of("nobody has this secret");

    public Authentication {
        users = List.copyOf(users);
        if (required && users.isEmpty()) {
            throw new IllegalArgumentException("CHAP is required, and there is no user who could log in");
        }
        if (algorithms.isEmpty()) {
            throw new IllegalArgumentException("no CHAP algorithm is allowed");
        }
        algorithms = Collections.unmodifiableSet(EnumSet.copyOf(algorithms));
        for (ChapUser user : users) {
            // RFC 7143 9.2.1: the secrets of the two directions must differ.
            if (self != null && user.secret().equals(self.secret())) {
                throw new IllegalArgumentException(
                        "CHAP user '" + user.name() + "' has the secret of the target: they must differ");
            }
        }
    }

    /** One-way CHAP with one user. */
    public static Authentication chap(ChapUser... users) {
        return new Authentication(true, List.of(users), null, ChapAlgorithm.ALL);
    }

    /** A copy with mutual CHAP. */
    public Authentication mutual(ChapUser target) {
        return new Authentication(required, users, target, algorithms);
    }

    /** True if CHAP is possible. */
    public boolean hasChap() {
        return !users.isEmpty();
    }

    /** True if {@code response} is right for {@code name}; an unknown name takes as long. */
    public boolean proves(String name, ChapAlgorithm algorithm, int identifier, byte[] challenge, byte[] response) {
        boolean proven = false;
        boolean known = false;
        for (ChapUser user : users) {
            if (user.name().equals(name)) {
                known = true;
                proven |= MessageDigest.isEqual(algorithm.response(identifier, user.secret(), challenge), response);
            }
        }
        if (!known) {
            MessageDigest.isEqual(algorithm.response(identifier, NOBODYS_SECRET, challenge), response);
        }
        return proven;
    }
}
