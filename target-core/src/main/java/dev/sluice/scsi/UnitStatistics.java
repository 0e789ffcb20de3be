package dev.sluice.scsi;

/**
 * How much a logical unit has read and written since it was made, or since an initiator reset the counts.
 *
 * @param reads read commands that have ended
 * @param writes write commands that have ended
 * @param readBlocks logical blocks sent to initiators
 * @param writtenBlocks logical blocks received from initiators
 * @param readNanos the time that all reads took together
 * @param writeNanos the time that all writes took together
 */
public record UnitStatistics(
        long reads, long writes, long readBlocks, long writtenBlocks, long readNanos, long writeNanos) {
    static final UnitStatistics NONE = new UnitStatistics(0, 0, 0, 0, 0, 0);

    UnitStatistics plus(UnitStatistics other) {
        return new UnitStatistics(
                reads + other.reads,
                writes + other.writes,
                readBlocks + other.readBlocks,
                writtenBlocks + other.writtenBlocks,
                readNanos + other.readNanos,
                writeNanos + other.writeNanos);
    }
}
