package dev.sluice.daemon;

import dev.sluice.api.Refusal;
import dev.sluice.config.Configuration;
import dev.sluice.config.Rules;
import dev.sluice.config.SharedLists;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateAcl;
import java.util.ArrayList;
import java.util.List;

/** Warnings about a change that is possible, but hardly meant: they are in its answer, and not only in the status later. */
final class ChangeWarnings {
    private ChangeWarnings() {}

    /** Refuses an ACL for a name that no initiator has; somebody may insist. */
    static void refuse(List<Change> changes) throws Refusal {
        for (Change change : changes) {
            String doubt = change instanceof CreateAcl acl && acl.initiator() != null
                    ? Rules.doubtOfInitiator(acl.initiator())
                    : null;
            if (doubt != null) {
                throw new Refusal(
                        Refusal.Reason.INVALID,
                        doubt
                                + "; on Linux /etc/iscsi/initiatorname.iscsi has the right one. If this is it, repeat with"
                                + " --force");
            }
        }
    }

    /** The warnings that there were not before, in sentences. Looks at those targets only that are not the same. */
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
