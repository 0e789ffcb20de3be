/**
 * What was decided, in words, for those who ask why: logins, ends of sessions, task management, refused commands.
 *
 * <p>Written by the loops and by whoever changes the server; read by administrators. Nobody who writes waits. Memory is bounded. Knows
 * nothing of sessions, and never hears a secret.
 */
package dev.sluice.iscsi.journal;
