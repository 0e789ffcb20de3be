package dev.sluice.target;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.scsi.LogicalUnitSettings;

/**
 * A logical unit to serve.
 *
 * @param device where the blocks are; the server closes it when it stops
 * @param type what initiators see
 */
public record LunDefinition(BlockDevice device, LogicalUnitSettings settings, Type type) {
    /** Kinds of device, SPC-4 6.6.2. */
    public enum Type {
        /** A direct access block device. */
        DISK,
        /** A read-only CD or DVD drive, with {@link LogicalUnitSettings#ofDrive}. */
        CD_DVD
    }

    /** A disk. */
    public LunDefinition(BlockDevice device, LogicalUnitSettings settings) {
        this(device, settings, Type.DISK);
    }
}
