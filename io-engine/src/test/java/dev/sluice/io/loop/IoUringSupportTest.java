package dev.sluice.io.loop;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.loop.IoUringUnavailableException.Reason;
import dev.sluice.io.sys.Errno;
import org.junit.jupiter.api.Test;

class IoUringSupportTest {
    @Test
    void shouldReturnWhenRingsCanBeMade() {
        assertDoesNotThrow(IoUringSupport::check);
    }

    @Test
    void shouldNameTheSysctlWhenItForbidsRings() {
        assertExplained(Errno.EPERM, "2", Reason.DISABLED_BY_SYSCTL, "sysctl kernel.io_uring_disabled=0");
        assertExplained(Errno.EPERM, "1", Reason.DISABLED_BY_SYSCTL, "kernel.io_uring_group");
    }

    @Test
    void shouldNameTheSeccompProfileWhenTheSysctlAllowsRings() {
        assertExplained(Errno.EPERM, "0", Reason.DENIED_BY_FILTER, "seccomp");
        assertExplained(Errno.EACCES, "0", Reason.DENIED_BY_FILTER, "seccomp");
        assertExplained(Errno.ENOSYS, "0", Reason.DENIED_BY_FILTER, "CONFIG_IO_URING");
    }

    @Test
    void shouldNameTheLimitWhenMemoryCannotBeLocked() {
        assertExplained(Errno.ENOMEM, "0", Reason.LOCKED_MEMORY, "LimitMEMLOCK");
    }

    private static void assertExplained(Errno errno, String sysctl, Reason reason, String advice) {
        IoUringUnavailableException e = IoUringSupport.explain(errno, null, sysctl, "6.12.1");
        assertEquals(reason, e.reason());
        assertTrue(e.getMessage().contains(advice), e.getMessage());
    }
}
