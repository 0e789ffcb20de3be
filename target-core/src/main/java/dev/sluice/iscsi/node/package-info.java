/**
 * The iSCSI node: server, portals, portal groups and their access rules, admission, the login phase, and the sessions of each loop
 * (RFC 7143 3.1, 6.3).
 *
 * <p>Used by {@code dev.sluice.target} on any thread; connections and sessions stay on their loops. It makes sessions, and knows nothing
 * of the commands in them.
 */
package dev.sluice.iscsi.node;
