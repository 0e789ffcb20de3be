package dev.sluice.daemon;

import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.daemon.Transaction.StepFailed;
import java.io.IOException;
import java.util.List;

/**
 * The steps of a {@link Changeover} that open and close portals. A portal whose address the machine does not have yet is added to the
 * missing nodes.
 */
final class PortalChangeover {
    private final PortalOpener opener;
    private final MissingResources missing;
    private final MissingPolicy policy;
    private final Transaction transaction;

    PortalChangeover(ServerParts parts, MissingPolicy policy, Transaction transaction) {
        this.opener = new PortalOpener(parts.server());
        this.missing = parts.missing();
        this.policy = policy;
        this.transaction = transaction;
    }

    void add(Node.Group at, List<Portal> portals) throws StepFailed {
        for (Portal portal : portals) {
            Node.OnePortal one = new Node.OnePortal(at, portal);
            transaction.step("create " + one, () -> openOrWait(one), () -> {
                opener.close(one);
                missing.remove(one);
            });
        }
    }

    private void openOrWait(Node.OnePortal one) throws IOException {
        try {
            opener.open(one);
        } catch (IOException e) {
            if (policy == MissingPolicy.REFUSE && !PortalOpener.isMissing(e)) {
                throw e;
            }
            missing.add(one, PortalOpener.why(e));
        }
    }

    /** Opens a portal that was missing. */
    void addMissing(Node.OnePortal one) throws StepFailed {
        String reason = missing.reason(one);
        transaction.step(
                "create " + one,
                () -> {
                    opener.open(one);
                    missing.found(one);
                },
                () -> {
                    opener.close(one);
                    missing.restore(one, reason);
                });
    }

    /** Closes portals. The undo makes a missing portal wait again. */
    void remove(Node.Group at, List<Portal> portals) throws StepFailed {
        for (Portal portal : portals) {
            Node.OnePortal one = new Node.OnePortal(at, portal);
            boolean[] wasOpen = {false};
            transaction.step(
                    "delete " + one,
                    () -> {
                        wasOpen[0] = opener.isOpen(one);
                        opener.close(one);
                    },
                    () -> {
                        if (wasOpen[0]) {
                            opener.open(one);
                        }
                    });
        }
    }
}
