/**
 * The machinery of commands: their interface, syntax and arguments, a call, the shell's context, and the dispatch of a line.
 *
 * <p>Used by the shell and by the commands, on the thread that runs the lines. Knows no command: the table of commands is handed in.
 */
package dev.sluice.shell.command;
