package dev.sluice.scsi.copy;

import dev.sluice.scsi.atomic.MediumWatch;
import java.util.List;

/** A stretch of a medium, in bytes. */
record BlockRange(long offset, long length) {
    static long sum(List<BlockRange> ranges) {
        return ranges.stream().mapToLong(BlockRange::length).sum();
    }

    static MediumWatch watch(List<BlockRange> ranges) {
        return new MediumWatch(
                ranges.stream().mapToLong(BlockRange::offset).toArray(),
                ranges.stream().mapToLong(BlockRange::length).toArray());
    }
}
