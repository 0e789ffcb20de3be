/**
 * The shell: a tree that is walked and changed by typing, as in targetcli; a client of the daemon's protocol.
 *
 * <p>Started by the command line, for a terminal, a script or one line; one thread. Knows the protocol's
 * {@link dev.sluice.api.Administration}, and no server.
 */
package dev.sluice.shell;
