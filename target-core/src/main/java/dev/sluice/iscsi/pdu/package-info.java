/**
 * The bytes of iSCSI: the 48-byte header as a flyweight, numbers with their names, digests, serial-number arithmetic.
 *
 * <p>Used on every thread that has a PDU at hand; without state of its own. It knows no connection and no session.
 */
package dev.sluice.iscsi.pdu;
