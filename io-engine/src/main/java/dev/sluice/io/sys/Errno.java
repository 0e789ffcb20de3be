package dev.sluice.io.sys;

/** Reasons why a system call failed: the error numbers that callers tell apart (asm-generic/errno.h). */
public enum Errno {
    EPERM(1, "operation not permitted"),
    ENOENT(2, "no such file or directory"),
    EINTR(4, "interrupted"),
    EIO(5, "input/output error"),
    ENXIO(6, "no such device or address"),
    EBADF(9, "bad file descriptor"),
    EAGAIN(11, "resource temporarily unavailable"),
    ENOMEM(12, "out of memory"),
    EACCES(13, "permission denied"),
    EFAULT(14, "bad address"),
    ENOTBLK(15, "not a block device"),
    EBUSY(16, "device or resource busy"),
    EEXIST(17, "file exists"),
    EXDEV(18, "not within one file system"),
    ENODEV(19, "no such device"),
    ENOTDIR(20, "not a directory"),
    EISDIR(21, "is a directory"),
    EINVAL(22, "invalid argument"),
    ENFILE(23, "too many open files in the system"),
    EMFILE(24, "too many open files"),
    ENOTTY(25, "not supported by this kind of file"),
    ETXTBSY(26, "file is in use as a program or swap"),
    EFBIG(27, "file too large"),
    ENOSPC(28, "no space left"),
    EROFS(30, "read-only file system"),
    ENAMETOOLONG(36, "name too long"),
    ENOSYS(38, "not implemented by this kernel"),
    ELOOP(40, "too many symbolic links"),
    ENODATA(61, "no data available"),
    ETIME(62, "timer expired"),
    ENOLINK(67, "link has been severed"),
    EILSEQ(84, "integrity check failed"),
    EOPNOTSUPP(95, "operation not supported"),
    ETIMEDOUT(110, "timed out"),
    ESTALE(116, "stale file handle"),
    EREMOTEIO(121, "remote input/output error"),
    EDQUOT(122, "quota exceeded"),
    ENOMEDIUM(123, "no medium"),
    ECANCELED(125, "cancelled"),
    /** Any other number. */
    OTHER(-1, "unexpected error");

    private static final Errno[] BY_NUMBER = new Errno[134];

    static {
        java.util.Arrays.fill(BY_NUMBER, OTHER);
        for (Errno errno : values()) {
            if (errno.number >= 0) {
                BY_NUMBER[errno.number] = errno;
            }
        }
    }

    private final int number;
    private final String text;

    Errno(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** The name of {@code number}, a positive error number. Allocates nothing. */
    public static Errno of(int number) {
        return number > 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : OTHER;
    }

    /** The number, or -1 for {@link #OTHER}. */
    public int number() {
        return number;
    }

    /** Its meaning, for people. */
    public String text() {
        return text;
    }
}
