package dev.sluice.scsi.transfer;

import dev.sluice.io.device.BlockOperation;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.scsi.sense.SenseData;

/** The sense data for an error of a device. */
final class DeviceSense {
    private DeviceSense() {}

    /** The sense data for a request that failed. */
    static SenseData of(BlockRequest failed) {
        return switch (failed.error()) {
            case MEDIUM -> failed.operation() == BlockOperation.READ ? SenseData.READ_ERROR : SenseData.WRITE_ERROR;
            case NO_SPACE -> SenseData.SPACE_ALLOCATION_FAILED;
            case READ_ONLY -> SenseData.WRITE_PROTECTED;
            case GONE -> SenseData.NOT_READY;
            case INTEGRITY -> SenseData.INTEGRITY_ERROR;
            case UNSUPPORTED -> SenseData.TARGET_FAILURE;
        };
    }
}
