/**
 * What was typed: words, and the path, command and parameters that they are.
 *
 * <p>Used by the commands of the shell and what runs them, on the thread that reads. Knows neither which commands there are nor the tree.
 */
package dev.sluice.shell.line;
