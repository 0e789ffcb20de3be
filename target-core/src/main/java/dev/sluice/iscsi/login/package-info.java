/**
 * Login: from the first request of a connection to the parameters of its session, RFC 7143 6 and 13.
 *
 * <p>{@link dev.sluice.iscsi.login.LoginNegotiation} is a state machine without I/O; a connection feeds it. It knows keys,
 * stages and limits; it knows no socket and no SCSI.
 */
package dev.sluice.iscsi.login;
