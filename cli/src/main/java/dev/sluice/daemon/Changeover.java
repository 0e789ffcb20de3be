package dev.sluice.daemon;

import dev.sluice.daemon.Transaction.StepFailed;

/**
 * Makes a running server serve another state, all of it or nothing: at the start, by a change of the configuration, and when a missing resource
 * has come. It is the only way in which the daemon changes the server.
 *
 * <p>Steps that can fail come first: devices are opened and portals bound before LUNs and sessions are taken away. Each step has its undo. Used
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

    /** Carries the change out. Until the next one it can be taken back with {@link #takeBack}. */
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
