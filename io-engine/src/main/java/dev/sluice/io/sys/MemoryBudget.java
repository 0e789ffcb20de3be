package dev.sluice.io.sys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Memory that this process may promise to buffers and RAM disks: what the machine has available and the limits of its control groups
 * (versions 1 and 2) leave, with what it has already, less its Java heap and a share for others. Pages are taken when they are first written,
 * so whoever promises more is killed by the kernel much later, when the disk fills.
 *
 * @param capacityBytes memory that this process can have
 * @param limit name of the bound, for messages
 * @param heapBytes memory set aside for the Java heap
 * @param promisedBytes memory promised to buffers and RAM disks
 */
public record MemoryBudget(long capacityBytes, String limit, long heapBytes, long promisedBytes) {
    /** Memory left to the kernel, to sockets and to other programs: 1/16. */
    private static final int SHARE_OF_OTHERS = 16;

    /** The heap reaches its maximum with thousands of sessions only, which small machines do not have: 1/4 at the most is set aside. */
    private static final int SHARE_OF_HEAP = 4;

    private static final String MACHINE = "this machine";

    /** As it is now. Reads a few small files. */
    public static MemoryBudget ofThisProcess() {
        return of(Path.of("/"), Runtime.getRuntime().maxMemory(), Mapping.promisedBytes());
    }

    /** @param root folder of {@code proc} and {@code sys} */
    static MemoryBudget of(Path root, long maxHeapBytes, long promisedBytes) {
        long own = kibibytes(root.resolve("proc/self/status"), "RssAnon:", 0);
        long capacity = kibibytes(root.resolve("proc/meminfo"), "MemAvailable:", Long.MAX_VALUE / 2) + own;
        String limit = MACHINE;
        for (ControlGroup group : ControlGroup.ofThisProcess(root)) {
            long left = group.availableBytes() + own;
            if (left < capacity) {
                capacity = left;
                limit = "the memory limit of the control group " + group.name();
            }
        }
        return new MemoryBudget(capacity, limit, Math.min(maxHeapBytes, capacity / SHARE_OF_HEAP), promisedBytes);
    }

    /** Bytes that can be promised yet, at least 0. */
    public long leftBytes() {
        return Math.max(0, capacityBytes - capacityBytes / SHARE_OF_OTHERS - heapBytes - promisedBytes);
    }

    /** The reason why {@code bytes} more cannot be promised, with what could be; null where they can. */
    public String refusal(long bytes) {
        if (bytes <= leftBytes()) {
            return null;
        }
        return size(bytes) + " are more memory than there is: " + limit + " leaves " + size(capacityBytes)
                + " to this process, " + size(heapBytes) + " of them for the Java heap, "
                + (promisedBytes == 0 ? "" : size(promisedBytes) + " for buffers and other RAM disks, ") + "and "
                + size(capacityBytes / SHARE_OF_OTHERS) + " for others; at most " + size(leftBytes())
                + " can be had";
    }

    /** The same with {@code bytes} promised as well. */
    public MemoryBudget with(long bytes) {
        return new MemoryBudget(capacityBytes, limit, heapBytes, promisedBytes + bytes);
    }

    private static String size(long bytes) {
        return bytes < 10L << 30
                ? (bytes >> 20) + " MiB"
                : String.format(Locale.ROOT, "%,.0f GiB", bytes / (double) (1L << 30));
    }

    private static long kibibytes(Path file, String name, long otherwise) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.substring(name.length())
                                    .replace("kB", "")
                                    .strip())
                            << 10;
                }
            }
        } catch (IOException | NumberFormatException e) {
            return otherwise;
        }
        return otherwise;
    }
}
