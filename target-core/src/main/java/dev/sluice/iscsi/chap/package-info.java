/**
 * CHAP as iSCSI uses it (RFC 1994, RFC 7143 12.1.3): algorithms, secrets, users, and the authentication that an initiator needs.
 *
 * <p>The login negotiation calls it; any thread. It knows no PDU and no state of a login.
 */
package dev.sluice.iscsi.chap;
