/**
 * Lines as text: their words, and the path, command and parameters among them.
 *
 * <p>Used by the commands and their dispatch, on the thread that reads the lines. Knows neither the commands nor the tree.
 */
package dev.sluice.shell.line;
