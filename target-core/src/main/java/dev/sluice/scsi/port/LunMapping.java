package dev.sluice.scsi.port;

import dev.sluice.scsi.LunAddress;

/**
 * A logical unit under a number of an initiator's own.
 *
 * @param portLun its number at the target port, 0 to {@value LunAddress#MAX}
 * @param writeProtected true if the initiator may only read
 */
public record LunMapping(int portLun, boolean writeProtected) {
    public LunMapping {
        if (portLun < 0 || portLun > LunAddress.MAX) {
            throw new IllegalArgumentException("LUN " + portLun + ": it must be 0 to " + LunAddress.MAX);
        }
    }
}
