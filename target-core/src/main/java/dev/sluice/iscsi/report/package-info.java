/**
 * Reports of a running server: sessions, their oldest commands, loops and connections, as values.
 *
 * <p>Made on the loops by {@code iscsi.session} and {@code iscsi.task}; read by the daemon's API on any thread. They know nothing of the
 * objects that they describe.
 */
package dev.sluice.iscsi.report;
