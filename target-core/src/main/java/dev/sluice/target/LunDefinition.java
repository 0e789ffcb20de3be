package dev.sluice.target;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.scsi.LogicalUnitSettings;

/**
 * A logical unit to serve.
 *
 * @param device where the blocks are; the server closes it when it stops
 */
public record LunDefinition(BlockDevice device, LogicalUnitSettings settings) {}
