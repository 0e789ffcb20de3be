/**
 * The changes of a configuration: each change is a value, and a pure function from one configuration to the next.
 *
 * <p>Made by the shell and other clients, carried out by the daemon, several of them as one transaction. Any thread. Knows no protocol and no server.
 */
package dev.sluice.config.change;
