package dev.sluice.iscsi.chap;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What is asked of which initiator. Immutable.
 *
 * @param everyone of those who are not named
 * @param byInitiator of those who are, by iSCSI name, without regard to case
 */
public record AuthenticationRules(Authentication everyone, Map<String, Authentication> byInitiator) {
    /** Nobody has to prove anything. */
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

    /** What is asked of {@code initiatorName}. */
    public Authentication of(String initiatorName) {
        return byInitiator.getOrDefault(initiatorName.toLowerCase(Locale.ROOT), everyone);
    }

    /** Whether anyone can prove anything. */
    public boolean hasChapForSome() {
        return everyone.hasChap() || byInitiator.values().stream().anyMatch(Authentication::hasChap);
    }
}
