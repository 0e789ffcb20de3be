/**
 * Arguments that name a node in more than one way: backstores and portals.
 *
 * <p>Used by the commands, on the thread that runs the lines. Knows the machinery of commands, and no command.
 */
package dev.sluice.shell.argument;
