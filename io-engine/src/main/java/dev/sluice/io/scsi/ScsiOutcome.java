package dev.sluice.io.scsi;

/** Outcome of a command on its way to a SCSI device and back. */
public enum ScsiOutcome {
    /** The device has answered with a status. */
    ANSWERED,
    /** No device is there any more. */
    GONE,
    /** The device did not answer in time, and was told to stop. */
    TIMED_OUT,
    /** It was not carried out, because there is no room for it now. */
    BUSY,
    /** It was ended half-way by something else, such as a reset. */
    ABORTED,
    /** This system keeps this process from sending such a command. */
    FORBIDDEN,
    /** This system does not send such a command: its CDB or its data are too long. */
    UNFIT,
    /** The way to the device failed. */
    FAILED
}
