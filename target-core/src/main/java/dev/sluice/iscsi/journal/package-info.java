/**
 * The journal of decisions: sentences about logins, ends of sessions, task management and refused commands.
 *
 * <p>Written by the loops and by the threads that change a server; read by administrators. No writer waits. Memory is bounded. It knows
 * nothing of sessions as objects, and holds no secret.
 */
package dev.sluice.iscsi.journal;
