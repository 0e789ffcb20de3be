package dev.sluice.io.device;

/** Reason why a {@link BlockRequest} failed, in terms that a device server can turn into sense data. */
public enum DeviceError {
    /** The medium or its transport failed (EIO and whatever has no better name). */
    MEDIUM,
    /** No space is left for the data (ENOSPC, EDQUOT). */
    NO_SPACE,
    /** The storage cannot do that operation (EOPNOTSUPP). */
    UNSUPPORTED,
    /** The device may not be written (EROFS, EPERM, EBADF). */
    READ_ONLY,
    /** The device is gone (ENODEV, ENXIO, ENOMEDIUM). */
    GONE,
    /** The storage computed or found a protection or integrity error (EILSEQ). */
    INTEGRITY
}
