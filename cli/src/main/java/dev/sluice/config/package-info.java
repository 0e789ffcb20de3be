/**
 * The configuration that an administrator wants to be served: a tree of immutable values, the rules that it obeys, and the difference of two.
 *
 * <p>Used by the daemon, which carries it out, and by the shell and the importers, which make it. Any thread. Knows no server, no
 * network and no file.
 */
package dev.sluice.config;
