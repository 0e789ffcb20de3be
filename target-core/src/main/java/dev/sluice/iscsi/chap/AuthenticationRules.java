package dev.sluice.iscsi.chap;

import java.util.Map;

/**
 * What is asked of which initiator. Immutable.
 *
 * @param everyone of those who are not named
 * @param byInitiator of those who are, by iSCSI name
 */
public record AuthenticationRules(Authentication everyone, Map<String, Authentication> byInitiator) {
    /** Nobody has to prove anything. */
    public static final AuthenticationRules NONE = new AuthenticationRules(Authentication.NONE, Map.of());

    public AuthenticationRules {
        byInitiator = Map.copyOf(byInitiator);
    }

    /** The same for every initiator. */
    public static AuthenticationRules of(Authentication everyone) {
        return new AuthenticationRules(everyone, Map.of());
    }

    /** What is asked of {@code initiatorName}. */
    public Authentication of(String initiatorName) {
        return byInitiator.getOrDefault(initiatorName, everyone);
    }
}
