package dev.sluice.iscsi.session;

import java.util.Set;

/** Which initiators may see and use a target. */
public sealed interface AccessPolicy {
    /** Every initiator. */
    record Everyone() implements AccessPolicy {}

    /** Those named, and nobody else. */
    record Only(Set<String> initiatorNames) implements AccessPolicy {
        public Only {
            initiatorNames = Set.copyOf(initiatorNames);
        }
    }

    /** Whether {@code initiatorName} is let in. */
    default boolean admits(String initiatorName) {
        return switch (this) {
            case Everyone() -> true;
            case Only(Set<String> names) -> names.contains(initiatorName);
        };
    }
}
