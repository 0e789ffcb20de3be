/**
 * Places for those who have connected and not proved who they are: bounded, and shared out by where they come from.
 *
 * <p>Called by those who accept connections, of the protocol and of the API; any thread. It knows addresses and users, and nothing
 * of what is spoken on a connection.
 */
package dev.sluice.io.stranger;
