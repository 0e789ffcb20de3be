/**
 * Completion: the words that could be typed next.
 *
 * <p>Used by the terminal, and by commands for the values of their parameters, on the thread that reads. Knows no command and no terminal.
 */
package dev.sluice.shell.completion;
