/**
 * How the shell shows things: the tree, tables, sizes, what a change did; in words or as JSON.
 *
 * <p>Used by the commands, on the thread that runs them. Knows configurations and their state, and no command.
 */
package dev.sluice.shell.view;
