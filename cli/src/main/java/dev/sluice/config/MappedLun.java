package dev.sluice.config;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A logical unit as one initiator sees it.
 *
 * @param lun the number that the initiator has for it, 0 to 16,383
 * @param groupLun the number that the portal group has for it
 * @param writeProtect whether the initiator may only read; null for no
 */
@JsonPropertyOrder({"lun", "groupLun", "writeProtect"})
public record MappedLun(int lun, int groupLun, Boolean writeProtect) {
    /** Whether the initiator may only read. */
    public boolean isWriteProtected() {
        return writeProtect != null && writeProtect;
    }
}
