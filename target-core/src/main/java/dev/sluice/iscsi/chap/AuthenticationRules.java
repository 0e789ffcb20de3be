package dev.sluice.iscsi.chap;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The authentication of each initiator. Immutable.
 *
 * @param everyone for initiators that {@code byInitiator} does not name
 * @param byInitiator by iSCSI name, without regard to case
 */
public record AuthenticationRules(Authentication everyone, Map<String, Authentication> byInitiator) {
    /** No authentication for any initiator. */
    public static final AuthenticationRules NONE = new AuthenticationRules(Authentication.NONE, Map.of());

    public AuthenticationRules {
        Map<String, Authentication> normalised = new HashMap<>();
        byInitiator.forEach((name, rule) -> normalised.put(name.toLowerCase(Locale.ROOT), rule));
        byInitiator = Map.copyOf(normalised);
    }

    /** The same for every initiator. */
    public static AuthenticationRules of(Authentication everyone) {
        return new AuthenticationRules(everyone, Map.of());
    }

    /** The authentication of {@code initiatorName}. */
    public Authentication of(String initiatorName) {
        return byInitiator.getOrDefault(initiatorName.toLowerCase(Locale.ROOT), everyone);
    }

    /** True if CHAP is possible for any initiator. */
    public boolean hasChapForSome() {
        return everyone.hasChap() || byInitiator.values().stream().anyMatch(Authentication::hasChap);
    }
}
