package dev.sluice.scsi.unit;

/** A target port of a SCSI target device, as logical units see it. Any thread. */
public interface ScsiPort {
    /** The SCSI device name, for iSCSI the target's iqn. */
    String name();

    /** The relative target port identifier, and the identifier of the target port group; for iSCSI the portal group tag. */
    int portTag();

    /** Forgets the initiators as after a power-on, and tells those that are here, except {@code by}. */
    void powerCycled(Nexus by);
}
