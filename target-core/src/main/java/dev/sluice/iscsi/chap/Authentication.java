package dev.sluice.iscsi.chap;

import java.security.MessageDigest;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is asked of an initiator before it is let in, and what this side proves of itself. Immutable.
 *
 * @param required false also lets in who offers AuthMethod=None, or does not speak of it
 * @param users who may log in, several while secrets change; empty: no authentication
 * @param self what the target proves itself with to an initiator that asks for it, or null
 * @param algorithms those allowed; of these the initiator's list decides
 */
public record Authentication(boolean required, List<ChapUser> users, ChapUser self, Set<ChapAlgorithm> algorithms) {
    /** Everybody is taken for who they say they are. */
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
            // RFC 7143 9.2.1: whoever knows one direction's secret must not know the other's.
            if (self != null && user.secret().equals(self.secret())) {
                throw new IllegalArgumentException(
                        "CHAP user '" + user.name() + "' has the secret of the target: they must differ");
            }
        }
    }

    /** CHAP with one user, and nothing in return. */
    public static Authentication chap(ChapUser... users) {
        return new Authentication(true, List.of(users), null, ChapAlgorithm.ALL);
    }

    /** The same, with the target proving itself too. */
    public Authentication mutual(ChapUser target) {
        return new Authentication(required, users, target, algorithms);
    }

    /** Whether CHAP can be done at all. */
    public boolean hasChap() {
        return !users.isEmpty();
    }

    /** Whether {@code response} proves {@code name}; takes as long for a name that is unknown. */
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
