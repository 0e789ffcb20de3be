package dev.sluice.cli;

import dev.sluice.io.sys.MemoryBudget;
import dev.sluice.target.ServerSettings;
import java.util.Set;

/** Numbers that can be written, and that this machine cannot carry: refused when they are given. */
final class MachineLimits {
    /** Memory for data that one loop gets at least where nothing is said, and where the machine has it. */
    static final long USUAL_BUFFER_BYTES_PER_LOOP = 64L << 20;

    /** The same for each session that there may be: its guarantee, and a quarter more that is borrowed and lent. */
    static final long USUAL_BUFFER_BYTES_PER_SESSION = ServerSettings.GUARANTEED_BYTES_PER_SESSION * 5 / 4;

    /** Workers for devices that block wait most of the time; each knows the buffers of all loops. */
    static final int WORKERS_PER_CORE = 4;

    private static final int USUAL_SESSIONS = 256;
    private static final int USUAL_COMMANDS = 128;

    /** Measured: 10 KiB for an idle session, 280 bytes for a command under way. */
    private static final long HEAP_BYTES_OF_SESSION = 16 << 10;

    private static final long HEAP_BYTES_OF_COMMAND = 288;

    private MachineLimits() {}

    /** Loops on one core wait for each other, and each costs a ring and buffers. */
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

    /** What sessions take of the heap with all of their commands under way: three quarters of it at the most, where more than usual is asked for. */
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

    /** The usual, or half of what a small machine has, and never less than is needed. */
    static long usualBufferBytes(int loops, int sessions, MemoryBudget memory) {
        long least = ServerSettings.minBufferMemory(loops);
        long usual = Math.max(loops * USUAL_BUFFER_BYTES_PER_LOOP, sessions * USUAL_BUFFER_BYTES_PER_SESSION);
        return Math.max(least, Math.min(usual, memory.leftBytes() / 2));
    }
}
