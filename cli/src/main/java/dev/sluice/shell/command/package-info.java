/**
 * The commands of the shell: a small class each, one line in the table {@link dev.sluice.shell.command.Commands}.
 *
 * <p>Called by what runs lines, on its thread. They ask and change by {@link dev.sluice.api.Administration} alone, and know neither terminals
 * nor files of their own.
 */
package dev.sluice.shell.command;
