/**
 * The shell: commands on the tree of the configuration, as in targetcli. It is a client of the daemon's API.
 *
 * <p>Started by the command line, for a terminal, a script or one line; one thread. Knows the API's
 * {@link dev.sluice.api.Administration}, and no server.
 */
package dev.sluice.shell;
