/**
 * Advice for users of targetcli and tgt: the words that they type, and their counterparts here.
 *
 * <p>Used by the commands and their dispatch. Pure functions, for any thread. Knows no command and no server.
 */
package dev.sluice.shell.foreign;
