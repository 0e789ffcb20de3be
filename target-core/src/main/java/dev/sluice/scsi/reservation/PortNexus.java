package dev.sluice.scsi.reservation;

/**
 * An initiator port and a target port: an I_T nexus as reservations know it, whether it is there or not.
 *
 * @param initiatorPort the initiator port's name; for iSCSI the initiator's name, ",i,0x" and the ISID in twelve hexadecimal digits
 * @param target the SCSI device name of the target
 * @param targetPort the relative target port identifier, 1 to 65,535
 */
public record PortNexus(String initiatorPort, String target, int targetPort) {}
