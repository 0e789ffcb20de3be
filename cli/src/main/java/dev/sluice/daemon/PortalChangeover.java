package dev.sluice.daemon;

import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.daemon.Transaction.StepFailed;
import java.io.IOException;
import java.util.List;

/**
 * The steps of a {@link Changeover} that open and close portals. One whose address the machine does not have yet is no failure: it waits
 * among the shortages.
 */
final class PortalChangeover {
    private final PortalOpener opener;
    private final MissingResources shortages;
    private final Transaction transaction;

    PortalChangeover(PortalOpener opener, MissingResources shortages, Transaction transaction) {
        this.opener = opener;
        this.shortages = shortages;
        this.transaction = transaction;
    }

    void add(Node.Group at, List<Portal> portals) throws StepFailed {
        for (Portal portal : portals) {
            Node.OnePortal one = new Node.OnePortal(at, portal);
            transaction.step("create " + one, () -> open(one), () -> {
                opener.close(one);
                shortages.forget(one);
            });
        }
    }

    private void open(Node.OnePortal one) throws IOException {
        try {
            opener.open(one);
        } catch (IOException e) {
            if (!PortalOpener.isMissing(e)) {
                throw e;
            }
            shortages.miss(one, PortalOpener.why(e));
        }
    }

    /** One that waits for its address goes on to wait where the change is taken back. */
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
