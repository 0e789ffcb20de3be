package dev.sluice.iscsi.node;

import dev.sluice.iscsi.login.IscsiName;
import dev.sluice.scsi.port.LunView;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Access rules of a portal group: the initiators that may use it, and the logical units that each sees. Names are compared as iSCSI names are,
 * without regard to case (RFC 7143 4.2.7.2). Immutable.
 */
public sealed interface AccessPolicy {
    /**
     * Every initiator.
     *
     * @param others the view of initiators that are not named
     * @param named the views of the others, by initiator name
     */
    record Everyone(LunView others, Map<String, LunView> named) implements AccessPolicy {
        public Everyone {
            named = normalised(named);
        }

        public Everyone() {
            this(LunView.EVERYTHING, Map.of());
        }
    }

    /**
     * Those named, and nobody else.
     *
     * @param named their views, by initiator name
     */
    record Only(Map<String, LunView> named) implements AccessPolicy {
        public Only {
            named = normalised(named);
        }

        /** They see everything. */
        public Only(Collection<String> initiatorNames) {
            this(all(initiatorNames));
        }
    }

    /** The view of {@code initiatorName}, or null where it is not admitted. */
    default LunView viewOf(String initiatorName) {
        String name = IscsiName.normalised(initiatorName);
        return switch (this) {
            case Everyone(LunView others, Map<String, LunView> named) -> named.getOrDefault(name, others);
            case Only(Map<String, LunView> named) -> named.get(name);
        };
    }

    /** Returns true if it has {@code initiatorName} by name. */
    default boolean names(String initiatorName) {
        return named().containsKey(IscsiName.normalised(initiatorName));
    }

    /** Returns true if it has anyone by name. */
    default boolean namesSome() {
        return !named().isEmpty();
    }

    /** The views of the initiators that it names. */
    Map<String, LunView> named();

    /** Returns true if {@code initiatorName} is admitted. */
    default boolean admits(String initiatorName) {
        return viewOf(initiatorName) != null;
    }

    private static Map<String, LunView> all(Collection<String> initiatorNames) {
        Map<String, LunView> views = new HashMap<>();
        Set.copyOf(initiatorNames).forEach(name -> views.put(name, LunView.EVERYTHING));
        return views;
    }

    private static Map<String, LunView> normalised(Map<String, LunView> named) {
        Map<String, LunView> views = new HashMap<>();
        named.forEach((name, view) -> views.put(IscsiName.normalised(name), view));
        return Map.copyOf(views);
    }
}
