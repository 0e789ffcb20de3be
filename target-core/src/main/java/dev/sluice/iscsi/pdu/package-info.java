/**
 * The bytes of iSCSI: a flyweight for each PDU, named protocol numbers, digests, serial-number arithmetic.
 *
 * <p>Called by sessions, login and transport, on the thread that owns the memory; without state of its own. It knows no connection and
 * no session.
 */
package dev.sluice.iscsi.pdu;
