/**
 * The shell on a terminal: line editing, history, completion and questions, by JLine.
 *
 * <p>Started by the command line, on the thread that reads the lines. Knows lines and their outcome, and no command.
 */
package dev.sluice.shell.terminal;
