package dev.sluice.scsi.unit;

/** Counts what a logical unit does on one loop. Owner: the loop thread. */
final class UnitCounters {
    /** An operation code is a group code of three bits and a command code of five; SPC-4 4.2.5.1. */
    private static final int COMMAND_CODE = 0x1F;

    private static final int GROUP_SHIFT = 5;

    /** The groups of CDBs with 6, 10, 16 and 12 bytes. */
    private static final int GROUPS = 1 | 1 << 1 | 1 << 4 | 1 << 5;

    private static final int READ = 0x08;
    private static final int WRITE = 0x0A;
    private static final int WRITE_AND_VERIFY = 0x0E;

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
        if ((GROUPS >>> (opcode >>> GROUP_SHIFT) & 1) == 0) {
            return;
        }
        int command = opcode & COMMAND_CODE;
        if (command == READ) {
            reads++;
            readBlocks += blocks;
            readNanos += nanos;
        } else if (command == WRITE || command == WRITE_AND_VERIFY) {
            writes++;
            writtenBlocks += blocks;
            writeNanos += nanos;
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
