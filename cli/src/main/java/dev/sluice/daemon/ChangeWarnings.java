package dev.sluice.daemon;

import dev.sluice.api.Refusal;
import dev.sluice.config.Configuration;
import dev.sluice.config.Rules;
import dev.sluice.config.SharedLists;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateAcl;
import java.util.ArrayList;
import java.util.List;

/** Warnings about likely mistakes in a change. They are in the answer to the change, and later in the status. */
final class ChangeWarnings {
    private ChangeWarnings() {}

    /** Refuses ACLs for names that are unlikely for initiators. Not called with {@code force}. */
    static void refuse(List<Change> changes) throws Refusal {
        for (Change change : changes) {
            String doubt = change instanceof CreateAcl acl && acl.initiator() != null
                    ? Rules.doubtOfInitiator(acl.initiator())
                    : null;
            if (doubt != null) {
                throw new Refusal(
                        Refusal.Reason.INVALID,
                        doubt
                                + "; on Linux /etc/iscsi/initiatorname.iscsi has the right one. If this is it, use --force to"
                                + " create the ACL");
            }
        }
    }

    /** The new warnings, in sentences. Compares only targets that have changed. */
    static List<String> between(Configuration before, Configuration after) {
        SharedLists.Span span = SharedLists.span(before.targets(), after.targets());
        List<String> warnings =
                new ArrayList<>(warnings(after.withTargets(after.targets().subList(span.from(), span.afterEnd()))));
        warnings.removeAll(warnings(before.withTargets(before.targets().subList(span.from(), span.beforeEnd()))));
        return warnings;
    }

    private static List<String> warnings(Configuration part) {
        Configuration bare = part.withBackstores(List.of());
        return Rules.warnings(bare).stream()
                .map(problem -> problem.node(bare) + ": " + problem.message())
                .toList();
    }
}
