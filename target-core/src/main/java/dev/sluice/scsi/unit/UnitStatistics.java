package dev.sluice.scsi.unit;

/**
 * The reads and writes of a logical unit since it was made, or since an initiator reset the counts.
 *
 * @param reads read commands that have ended
 * @param writes write commands that have ended
 * @param readBlocks logical blocks sent to initiators
 * @param writtenBlocks logical blocks received from initiators
 * @param readNanos the time that all reads took together
 * @param writeNanos the time that all writes took together
 * @param countedNanos the time that these counts are about
 * @param busyNanos the time during which there were commands of any kind, the sum of all loops
 */
public record UnitStatistics(
        long reads,
        long writes,
        long readBlocks,
        long writtenBlocks,
        long readNanos,
        long writeNanos,
        long countedNanos,
        long busyNanos) {
    static final UnitStatistics NONE = new UnitStatistics(0, 0, 0, 0, 0, 0, 0, 0);

    /** The least time without a command: it was more where several loops were busy at once. */
    public long idleNanos() {
        return Math.max(0, countedNanos - busyNanos);
    }

    UnitStatistics plus(UnitStatistics other) {
        return new UnitStatistics(
                reads + other.reads,
                writes + other.writes,
                readBlocks + other.readBlocks,
                writtenBlocks + other.writtenBlocks,
                readNanos + other.readNanos,
                writeNanos + other.writeNanos,
                Math.max(countedNanos, other.countedNanos),
                busyNanos + other.busyNanos);
    }
}
