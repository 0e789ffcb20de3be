package dev.sluice.cli;

import dev.sluice.io.sys.MemoryBudget;
import dev.sluice.target.ServerSettings;
import java.util.Set;

/** The limits of this machine: options beyond them are refused at the start. */
final class MachineLimits {
    /** The default for the buffer memory of a loop, if the machine has it. */
    static final long USUAL_BUFFER_BYTES_PER_LOOP = 64L << 20;

    /** The default for the buffer memory of a session: its guarantee, and a quarter more that sessions lend each other. */
    static final long USUAL_BUFFER_BYTES_PER_SESSION = ServerSettings.GUARANTEED_BYTES_PER_SESSION * 5 / 4;

    /** The limit of workers for each core. Workers for devices that block wait most of the time; each knows the buffers of all loops. */
    static final int WORKERS_PER_CORE = 4;

    private static final int USUAL_SESSIONS = 256;
    private static final int USUAL_COMMANDS = 128;

    /** The heap of a session. Measured: 10 KiB for an idle session, 280 bytes for an open command. */
    private static final long HEAP_BYTES_OF_SESSION = 16 << 10;

    private static final long HEAP_BYTES_OF_COMMAND = 288;

    private MachineLimits() {}

    /** Checks the numbers of threads: loops on one core wait for each other, and each needs a ring and buffers. */
    static void checkThreads(int loops, int workers, Set<Integer> usable) {
        if (loops > usable.size()) {
            throw new UsageException("--cores '" + loops + "': this process may run on " + usable.size() + " cores ("
                    + usable + "): at most " + usable.size()
                    + "; its CPU affinity or its control group (cpuset) may leave it fewer than the machine has");
        }
        int most = WORKERS_PER_CORE * usable.size();
        if (workers > most) {
            throw new UsageException("--io-workers '" + workers + "': at most " + most + ", " + WORKERS_PER_CORE
                    + " for each of the " + usable.size() + " cores that this process may run on");
        }
    }

    /** Checks the heap that sessions need with all of their commands open: at most three quarters of it, unless both numbers are at most the defaults. */
    static void checkSessions(int sessions, int commands, long heapBytes) {
        long need = sessions * (HEAP_BYTES_OF_SESSION + commands * HEAP_BYTES_OF_COMMAND);
        boolean isUsual = sessions <= USUAL_SESSIONS && commands <= USUAL_COMMANDS;
        if (!isUsual && need > heapBytes / 4 * 3) {
            long heapMib = Math.ceilDiv(need / 3 * 4, 1L << 20);
            throw new UsageException("--max-sessions '" + sessions + "' with --queue-depth '" + commands
                    + "' needs " + heapMib + " MiB of Java heap, and there are " + (heapBytes >> 20)
                    + ": allow fewer sessions or commands, or give more with SLUICE_JAVA_OPTS=-Xmx" + heapMib + "m");
        }
    }

    static void checkBuffers(String text, long bytes, MemoryBudget memory) {
        String refusal = memory.refusal(bytes);
        if (refusal != null) {
            throw new UsageException("--buffer-memory '" + text + "': " + refusal);
        }
    }

    /** Returns the default buffer memory, or half of the memory of a small machine, but never less than the minimum. */
    static long usualBufferBytes(int loops, int sessions, MemoryBudget memory) {
        long least = ServerSettings.minBufferMemory(loops);
        long usual = Math.max(loops * USUAL_BUFFER_BYTES_PER_LOOP, sessions * USUAL_BUFFER_BYTES_PER_SESSION);
        return Math.max(least, Math.min(usual, memory.leftBytes() / 2));
    }
}
