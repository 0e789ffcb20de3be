package dev.sluice.daemon;

import dev.sluice.daemon.backstore.BackstoreOpener;
import dev.sluice.target.SluiceServer;

/**
 * Objects that a changeover works with.
 *
 * @param server that is changed
 * @param backstores that the server has
 * @param opener of backstores
 * @param access policies of portal groups, with their secrets
 * @param missing nodes that are not served because the machine does not have what they name
 */
record ServerParts(
        SluiceServer server,
        OpenBackstores backstores,
        BackstoreOpener opener,
        AccessPolicies access,
        MissingResources missing) {
    /** Differences between the state that the server has and another one, as its backstores are open now. */
    ServerChanges changes(ServedConfiguration before, ServedConfiguration after) {
        return ServerChanges.between(before, after, backstores::canBeWritten);
    }
}
