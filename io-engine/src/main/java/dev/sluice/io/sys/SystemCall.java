package dev.sluice.io.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The system calls in use, by their number on each processor (asm/unistd_64.h of x86, asm-generic/unistd.h), called
 * through syscall(2).
 */
@SuppressWarnings("restricted")
enum SystemCall {
    CLOSE(3, 57),
    LSEEK(8, 62),
    MMAP(9, 222),
    MUNMAP(11, 215),
    IOCTL(16, 29),
    PREAD64(17, 67),
    MADVISE(28, 233),
    SOCKET(41, 198),
    SENDTO(44, 206),
    GETSOCKOPT(55, 209),
    UNAME(63, 160),
    FCNTL(72, 25),
    FSYNC(74, 82),
    FTRUNCATE(77, 46),
    FSTATFS(138, 44),
    FSETXATTR(190, 7),
    FGETXATTR(193, 10),
    SCHED_SETAFFINITY(203, 122),
    OPENAT(257, 56),
    FALLOCATE(285, 47),
    PRLIMIT64(302, 261),
    STATX(332, 291),
    IO_URING_SETUP(425, 425),
    IO_URING_REGISTER(427, 427);

    private static final StructLayout STATE_LAYOUT = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE_LAYOUT
            .varHandle(MemoryLayout.PathElement.groupElement("errno"))
            .withInvokeExactBehavior();
    private static final MethodHandle SYSCALL = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG),
                    Linker.Option.firstVariadicArg(1),
                    Linker.Option.captureCallState("errno"));
    private static final ThreadLocal<MemorySegment> STATE =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE_LAYOUT));

    private final int number;

    SystemCall(int x86, int arm) {
        this.number = isArm() ? arm : x86;
    }

    /** True on an ARM machine: some flags differ there, too. */
    static boolean isArm() {
        return Machine.ARM;
    }

    /** The result, or the negated error number. */
    long call(long a, long b, long c, long d, long e, long f) {
        MemorySegment state = STATE.get();
        long result;
        try {
            result = (long) SYSCALL.invokeExact(state, (long) number, a, b, c, d, e, f);
        } catch (Error fatal) {
            throw fatal;
        } catch (Throwable t) {
            throw new AssertionError("syscall(2) threw", t);
        }
        return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    }

    long call(long a, long b, long c, long d) {
        return call(a, b, c, d, 0, 0);
    }

    long call(long a, long b, long c) {
        return call(a, b, c, 0, 0, 0);
    }

    long call(long a) {
        return call(a, 0, 0, 0, 0, 0);
    }

    /** {@code result} as it is, or an exception that says what failed and why. */
    static long check(long result, String what) throws SystemCallException {
        if (result < 0) {
            throw new SystemCallException(what, (int) -result);
        }
        return result;
    }
}
