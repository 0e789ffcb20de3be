/**
 * The {@code sluice} program: turns a command line into settings and target definitions, and starts the server.
 *
 * <p>Called by the launcher on the main thread; nothing here runs on an event loop. It must not know protocol details:
 * no PDU, no CDB, no buffer.
 */
package dev.sluice.cli;
