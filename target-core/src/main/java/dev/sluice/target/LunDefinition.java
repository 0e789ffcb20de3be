package dev.sluice.target;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.scsi.CommandDevice;
import dev.sluice.scsi.unit.LogicalUnitSettings;

/**
 * A logical unit to serve.
 *
 * @param device device that has the blocks; the server closes it when it stops
 * @param type of device that initiators see
 */
public record LunDefinition(BlockDevice device, LogicalUnitSettings settings, Type type) {
    /** Kinds of device, SPC-4 6.6.2. */
    public enum Type {
        /** A direct access block device. */
        DISK,
        /** A read-only CD or DVD drive, with {@link LogicalUnitSettings#ofDrive}. */
        CD_DVD,
        /** A device that carries out the commands itself, a {@link CommandDevice}. */
        PASS_THROUGH
    }

    public LunDefinition {
        if ((type == Type.PASS_THROUGH) != device instanceof CommandDevice) {
            throw new IllegalArgumentException("a device that takes commands is passed through, and no other");
        }
    }

    /** A device of this machine, which initiators see as it is. */
    public static LunDefinition passThrough(CommandDevice device) {
        LogicalUnitSettings settings =
                LogicalUnitSettings.of(512, device.properties().identity());
        return new LunDefinition(device, settings, Type.PASS_THROUGH);
    }

    /** A disk. */
    public LunDefinition(BlockDevice device, LogicalUnitSettings settings) {
        this(device, settings, Type.DISK);
    }
}
