package dev.sluice.api;

import dev.sluice.config.Node;
import dev.sluice.config.Portal;
import dev.sluice.config.SharedLists;
import java.time.Instant;
import java.util.List;

/** State of all nodes of a configuration.
 *
 * @param backstores in the configuration's order
 * @param groups in the configuration's order
 * @param sessions by number
 */
public record ServedState(List<BackstoreState> backstores, List<GroupState> groups, List<SessionState> sessions) {
    /** The state of a portal that waits, or null of any other. */
    public PortalState waiting(Node.OnePortal one) {
        GroupState group = SharedLists.find(
                groups,
                state -> state.target().equalsIgnoreCase(one.group().target())
                        && state.tag() == one.group().tag());
        return group == null ? null : group.waiting(one.portal());
    }

    /**
     * A backstore.
     *
     * @param id as in {@code block/lun0}
     * @param state ok; absent: it could not be opened; degraded: it is open and works, with a defect; failed: it is open and does not
     *      work any more, or data written to it are lost when it is closed
     * @param detail reason where it is not ok, else empty
     * @param size bytes, 0 where unknown
     * @param blockSize the logical block length in bytes, 0 where unknown
     * @param readOnly true if it can only be read now
     * @param thin true if it gives unmapped space back
     * @param luns number of LUNs that show it
     */
    public record BackstoreState(
            String id,
            String state,
            String detail,
            long size,
            int blockSize,
            boolean readOnly,
            boolean thin,
            int luns) {}

    /**
     * A portal group.
     *
     * @param state enabled, disabled, or draining while sessions of a disabled group end
     * @param sessions number of them
     * @param portals addresses on which it listens, as in {@code 0.0.0.0:3260}
     * @param waiting configured portals that cannot listen yet, and are tried again
     */
    public record GroupState(
            String target, int tag, String state, int sessions, List<String> portals, List<PortalState> waiting) {
        /** The state of a portal that waits, or null of any other. */
        public PortalState waiting(Portal portal) {
            return SharedLists.find(
                    waiting == null ? List.of() : waiting, one -> one.portal().equals(portal.toString()));
        }
    }

    /**
     * A portal that does not listen.
     *
     * @param portal as in {@code 192.0.2.1:3260}
     * @param why the reason: its address is missing, or another program has its port
     */
    public record PortalState(String portal, String why) {}

    /**
     * A session.
     *
     * @param number its TSIH
     * @param initiator its initiator's name
     * @param isid as 12 hexadecimal digits
     * @param alias alias that the initiator gives itself, or empty
     * @param target the target's name; empty in a discovery session
     * @param tag the portal group's
     * @param authenticatedAs the CHAP name that was proved, or empty
     * @param since time of the login
     * @param connections by CID
     * @param reads commands that read
     * @param writes commands that wrote
     * @param bytesRead bytes that they read
     * @param bytesWritten bytes that they wrote
     * @param open commands under way
     */
    public record SessionState(
            int number,
            String initiator,
            String isid,
            String alias,
            String target,
            int tag,
            String authenticatedAs,
            Instant since,
            List<ConnectionState> connections,
            long reads,
            long writes,
            long bytesRead,
            long bytesWritten,
            int open) {}

    /**
     * A connection.
     *
     * @param from the initiator's address
     * @param portal the address that it came to
     * @param digests none, header, data, or header and data
     */
    public record ConnectionState(int cid, String from, String portal, String digests) {}
}
