/**
 * Output of the shell: the tree, tables, sizes and changes, as text or as JSON.
 *
 * <p>Used by the commands, on the thread that runs the lines. Knows configurations and their state, and no command.
 */
package dev.sluice.shell.view;
