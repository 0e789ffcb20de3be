package dev.sluice.io.disk;

import dev.sluice.io.device.DeviceError;
import dev.sluice.io.sys.Errno;

/** The meaning of kernel error numbers for a request. */
final class DeviceErrors {
    private DeviceErrors() {}

    static DeviceError of(Errno errno) {
        return switch (errno) {
            case ENOSPC, EDQUOT, EFBIG -> DeviceError.NO_SPACE;
            case EOPNOTSUPP, ENOSYS, ENOTTY -> DeviceError.UNSUPPORTED;
            case EROFS, EPERM, EACCES, EBADF, ETXTBSY -> DeviceError.READ_ONLY;
            case ENODEV, ENXIO, ENOMEDIUM, ESTALE -> DeviceError.GONE;
            case EILSEQ -> DeviceError.INTEGRITY;
            default -> DeviceError.MEDIUM;
        };
    }

    /** Returns true where the same operation may well succeed when it is made again. */
    static boolean isTransient(Errno errno) {
        return errno == Errno.EINTR || errno == Errno.EAGAIN;
    }
}
