package dev.sluice.daemon;

import dev.sluice.daemon.Transaction.StepFailed;

/**
 * Brings a running server to another state, as a whole or not at all: at the start, by a change of the configuration, and when a
 * missing resource appears. The daemon changes the server in no other way.
 *
 * <p>Steps that can fail come first: devices are opened and portals bound before LUNs and sessions are removed. Each step has its undo. Used
 * once, with the change lock held.
 */
final class Changeover {
    private final BackstoreChangeover backstores;
    private final TargetChangeover targets;
    private final Transaction transaction = new Transaction();

    Changeover(ServerParts parts, ServerChanges changes, MissingPolicy policy) {
        this.backstores = new BackstoreChangeover(parts, changes, policy, transaction);
        this.targets = new TargetChangeover(parts, changes, policy, transaction);
    }

    /** Carries out the change. {@link #takeBack} undoes it until the next change. */
    void carry() throws StepFailed {
        try {
            targets.removePortals();
            backstores.open();
            backstores.alter();
            targets.add();
            targets.unmap();
            targets.remove();
            backstores.close();
            backstores.openLate();
            targets.map();
            targets.change();
            backstores.truncate();
        } catch (StepFailed e) {
            transaction.takeBack();
            throw e;
        }
        backstores.discardAbsent();
    }

    void takeBack() {
        transaction.takeBack();
    }
}
