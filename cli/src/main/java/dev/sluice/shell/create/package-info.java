/**
 * The command {@code create}: for each kind of node, its parameters and the changes that make it.
 *
 * <p>Listed in the table of commands; run on the thread that runs the lines. Knows no other command and no server.
 */
package dev.sluice.shell.create;
