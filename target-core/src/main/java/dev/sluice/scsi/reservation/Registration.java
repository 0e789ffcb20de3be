package dev.sluice.scsi.reservation;

/**
 * A registration: SPC-4 5.9.7.
 *
 * @param key its reservation key, not 0
 * @param allPorts true if it was made for all target ports at once (ALL_TG_PT)
 */
public record Registration(PortNexus nexus, long key, boolean allPorts) {}
