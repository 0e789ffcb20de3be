package dev.sluice.io.loop;

import dev.sluice.io.loop.IoUringUnavailableException.Reason;
import dev.sluice.io.sys.Errno;
import dev.sluice.io.sys.Machine;
import dev.sluice.io.sys.Rings;
import dev.sluice.io.sys.SystemCallException;
import io.netty.channel.uring.IoUring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Check that this process may use io_uring, with the remedy where it may not. Any thread. */
public final class IoUringSupport {
    private static final Path SYSCTL = Path.of("/proc/sys/kernel/io_uring_disabled");
    private static final int MIN_MAJOR = 6;
    private static final int MIN_MINOR = 1;

    private IoUringSupport() {}

    /** Returns where rings can be made; otherwise the exception tells what to change. */
    public static void check() throws IoUringUnavailableException {
        String release = Machine.kernelRelease();
        if (!Machine.isKernelAtLeast(MIN_MAJOR, MIN_MINOR)) {
            throw new IoUringUnavailableException(
                    Reason.KERNEL, "Sluice needs Linux 6.1 or newer; this is " + release + ": update the kernel", null);
        }
        try {
            Rings.tryOne();
        } catch (SystemCallException e) {
            throw explain(e.errno(), e, sysctl(), release);
        }
        if (!IoUring.isAvailable()) {
            throw new IoUringUnavailableException(
                    Reason.LIBRARY,
                    "Netty's io_uring library does not work here: "
                            + IoUring.unavailabilityCause().getMessage()
                            + "; is the temporary folder (java.io.tmpdir) writable and mounted without noexec?",
                    IoUring.unavailabilityCause());
        }
    }

    static IoUringUnavailableException explain(Errno errno, SystemCallException e, String sysctl, String release) {
        return switch (errno) {
            case EPERM, EACCES ->
                switch (sysctl) {
                    case "2" ->
                        new IoUringUnavailableException(
                                Reason.DISABLED_BY_SYSCTL,
                                "io_uring is switched off for everyone (kernel.io_uring_disabled=2):"
                                        + " run 'sysctl kernel.io_uring_disabled=0' on the host",
                                e);
                    case "1" ->
                        new IoUringUnavailableException(
                                Reason.DISABLED_BY_SYSCTL,
                                "io_uring is for privileged processes only (kernel.io_uring_disabled=1): run as root, put"
                                        + " this user's group into kernel.io_uring_group, or run"
                                        + " 'sysctl kernel.io_uring_disabled=0'",
                                e);
                    default ->
                        new IoUringUnavailableException(
                                Reason.DENIED_BY_FILTER,
                                "io_uring is denied to this process (" + errno + "), as the default seccomp profile"
                                        + " of containers does: allow io_uring_setup, io_uring_enter and io_uring_register in"
                                        + " the profile (docker: --security-opt seccomp=…), or run outside of the container",
                                e);
                };
            case ENOSYS ->
                new IoUringUnavailableException(
                        Reason.DENIED_BY_FILTER,
                        "Linux " + release + " says that it has no io_uring (ENOSYS): a seccomp profile hides it (allow"
                                + " io_uring_setup, io_uring_enter and io_uring_register), or the kernel was built without"
                                + " CONFIG_IO_URING",
                        e);
            case ENOMEM ->
                new IoUringUnavailableException(
                        Reason.LOCKED_MEMORY,
                        "no memory for an io_uring: raise the limit of locked memory ('ulimit -l unlimited', or"
                                + " LimitMEMLOCK=infinity in the systemd unit)",
                        e);
            default ->
                new IoUringUnavailableException(
                        Reason.KERNEL, "no io_uring on Linux " + release + ": " + errno.text(), e);
        };
    }

    private static String sysctl() {
        try {
            return Files.readString(SYSCTL).strip();
        } catch (IOException unknownToThisKernel) {
            return "0";
        }
    }
}
