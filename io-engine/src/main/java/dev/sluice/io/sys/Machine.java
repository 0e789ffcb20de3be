package dev.sluice.io.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine and the process as the kernel sees them. */
public final class Machine {
    static final boolean ARM =
            switch (System.getProperty("os.arch")) {
                case "aarch64" -> true;
                case "amd64" -> false;
                case String other ->
                    throw new UnsupportedOperationException("Sluice runs on x86-64 and aarch64, not " + other);
            };

    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final int UTS_FIELD_BYTES = 65;
    private static final int RLIMIT_MEMLOCK = 8;
    private static final int MAX_CPUS = 8192;

    private Machine() {}

    /** The kernel's release, as {@code uname -r} says it. */
    public static String kernelRelease() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment names = arena.allocate(6 * UTS_FIELD_BYTES);
            return SystemCall.UNAME.call(names.address()) < 0 ? "unknown" : names.getString(2 * UTS_FIELD_BYTES);
        }
    }

    /** Returns true where the kernel is of that version or newer; one with an unusual name is taken to be new. */
    public static boolean isKernelAtLeast(int major, int minor) {
        return isAtLeast(kernelRelease(), major, minor);
    }

    static boolean isAtLeast(String release, int major, int minor) {
        Matcher matcher = RELEASE.matcher(release);
        if (!matcher.matches()) {
            return true;
        }
        int actual = Integer.parseInt(matcher.group(1));
        return actual > major || actual == major && Integer.parseInt(matcher.group(2)) >= minor;
    }

    /** The number of bytes that this process may lock in memory ({@code ulimit -l}), {@link Long#MAX_VALUE} for no limit. */
    public static long lockableMemoryBytes() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limits = arena.allocate(16, 8);
            if (SystemCall.PRLIMIT64.call(0, RLIMIT_MEMLOCK, 0, limits.address()) < 0) {
                return 0;
            }
            long soft = limits.get(ValueLayout.JAVA_LONG, 0);
            return soft < 0 ? Long.MAX_VALUE : soft;
        }
    }

    /** Binds the calling thread to one core. */
    public static void pinThread(int cpu) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(MAX_CPUS / 8, 8);
            if (cpu < 0 || cpu >= MAX_CPUS) {
                throw new IllegalArgumentException("no such core: " + cpu);
            }
            mask.set(ValueLayout.JAVA_BYTE, cpu / 8, (byte) (1 << cpu % 8));
            SystemCall.check(
                    SystemCall.SCHED_SETAFFINITY.call(0, mask.byteSize(), mask.address()),
                    "binding a thread to core " + cpu);
        }
    }
}
