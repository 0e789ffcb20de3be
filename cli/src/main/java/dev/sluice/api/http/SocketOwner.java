package dev.sluice.api.http;

import dev.sluice.io.sys.PeerIdentity;

/** Owner and group of a Unix socket. Immutable.
 *
 * @param uid the user that it belongs to, besides root
 * @param gid the group whose members may use it, or {@link #NOBODY}
 */
record SocketOwner(int uid, int gid) {
    /** No group (chown(2)). */
    static final int NOBODY = -1;

    boolean admits(PeerIdentity peer) {
        return peer.uid() == 0 || peer.uid() == uid || gid != NOBODY && peer.isIn(gid);
    }
}
