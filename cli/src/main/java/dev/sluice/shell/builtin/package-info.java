/**
 * The commands of the shell, a class each, and their table {@link dev.sluice.shell.builtin.Builtins}. The command {@code create} has a
 * package of its own.
 *
 * <p>Run by the dispatch, on the thread that runs the lines. Commands read and change the daemon through
 * {@link dev.sluice.api.Administration} alone; they know no terminal.
 */
package dev.sluice.shell.builtin;
