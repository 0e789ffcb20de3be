/**
 * Sessions: connections in login and in full feature phase, commands with their data, task management (RFC 7143 4, 11).
 *
 * <p>A session and its connection belong to one loop thread. They give tasks to the SCSI device server and know
 * nothing of what a command does.
 */
package dev.sluice.iscsi.session;
