package dev.sluice.scsi;

/** Counts what a logical unit does on one loop. Owner: the loop thread. */
final class UnitCounters {
    private static final int READ_6 = 0x08;
    private static final int READ_10 = 0x28;
    private static final int READ_12 = 0xA8;
    private static final int READ_16 = 0x88;
    private static final int WRITE_6 = 0x0A;
    private static final int WRITE_10 = 0x2A;
    private static final int WRITE_12 = 0xAA;
    private static final int WRITE_16 = 0x8A;
    private static final int WRITE_AND_VERIFY_10 = 0x2E;
    private static final int WRITE_AND_VERIFY_12 = 0xAE;
    private static final int WRITE_AND_VERIFY_16 = 0x8E;

    private long reads;
    private long writes;
    private long readBlocks;
    private long writtenBlocks;
    private long readNanos;
    private long writeNanos;
    private long countedSince;
    private int open;
    private long busySince;
    private long busyNanos;

    UnitCounters(long nowNanos) {
        countedSince = nowNanos;
    }

    /** A command of any kind begins. */
    void began(long nowNanos) {
        if (open++ == 0) {
            busySince = nowNanos;
        }
    }

    /** A command of any kind has come to rest. */
    void left(long nowNanos) {
        if (--open == 0) {
            busyNanos += nowNanos - busySince;
        }
    }

    /** A command that is not any of the reads and writes does not count. */
    void ended(int opcode, long blocks, long nanos) {
        switch (opcode) {
            case READ_6, READ_10, READ_12, READ_16 -> {
                reads++;
                readBlocks += blocks;
                readNanos += nanos;
            }
            case WRITE_6,
                    WRITE_10,
                    WRITE_12,
                    WRITE_16,
                    WRITE_AND_VERIFY_10,
                    WRITE_AND_VERIFY_12,
                    WRITE_AND_VERIFY_16 -> {
                writes++;
                writtenBlocks += blocks;
                writeNanos += nanos;
            }
            default -> {}
        }
    }

    UnitStatistics snapshot(long nowNanos) {
        long busy = open == 0 ? busyNanos : busyNanos + nowNanos - busySince;
        return new UnitStatistics(
                reads, writes, readBlocks, writtenBlocks, readNanos, writeNanos, nowNanos - countedSince, busy);
    }

    void reset(long nowNanos) {
        countedSince = nowNanos;
        busySince = nowNanos;
        busyNanos = 0;
        reads = 0;
        writes = 0;
        readBlocks = 0;
        writtenBlocks = 0;
        readNanos = 0;
        writeNanos = 0;
    }
}
