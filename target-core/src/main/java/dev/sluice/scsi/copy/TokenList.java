package dev.sluice.scsi.copy;

import dev.sluice.scsi.Cdb;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;
import dev.sluice.scsi.task.ScsiTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The block device range descriptors of POPULATE TOKEN and WRITE USING TOKEN; SBC-3 5.7.3. */
final class TokenList {
    private static final int DESCRIPTOR_BYTES = 16;

    private TokenList() {}

    /**
     * The ranges of a parameter list, in its order, without empty ones.
     *
     * @param length bytes of the list that there are
     * @param headerBytes the bytes before the descriptors, which end with the length of those
     */
    static List<BlockRange> ranges(ScsiTask task, byte[] list, int length, int headerBytes) throws CopyListException {
        int lengthAt = headerBytes - 2;
        require(length >= headerBytes, SenseData.PARAMETER_LIST_LENGTH_ERROR);
        int rangeBytes = Cdb.u16(list, lengthAt);
        require(
                Cdb.u16(list, 0) >= headerBytes - 2 + Math.max(rangeBytes, DESCRIPTOR_BYTES),
                SenseData.invalidFieldInParameterList(0, 7));
        require(rangeBytes >= DESCRIPTOR_BYTES, SenseData.invalidFieldInParameterList(lengthAt, 7));
        require(rangeBytes <= length - headerBytes, SenseData.PARAMETER_LIST_LENGTH_ERROR);
        require(
                rangeBytes / DESCRIPTOR_BYTES <= CopyLimits.MAX_RANGE_DESCRIPTORS,
                SenseData.of(SenseKey.ILLEGAL_REQUEST, AdditionalSense.TOO_MANY_SEGMENT_DESCRIPTORS));
        List<BlockRange> ranges = new ArrayList<>();
        int end = headerBytes + rangeBytes;
        for (int at = headerBytes; at + DESCRIPTOR_BYTES <= end; at += DESCRIPTOR_BYTES) {
            BlockRange range = range(task, Cdb.u64(list, at), Cdb.u32(list, at + 8));
            if (range.length() > 0) {
                ranges.add(range);
            }
        }
        requireApart(ranges, headerBytes);
        require(
                BlockRange.sum(ranges) <= CopyLimits.MAX_TOKEN_BYTES,
                SenseData.invalidFieldInParameterList(headerBytes + 8, 7));
        return ranges;
    }

    private static BlockRange range(ScsiTask task, long lba, long blocks) throws CopyListException {
        long capacity = task.unitState().blocks();
        require(lba >= 0 && lba <= capacity && blocks <= capacity - lba, SenseData.LBA_OUT_OF_RANGE);
        int shift = task.unit().blockShift();
        return new BlockRange(lba << shift, blocks << shift);
    }

    private static void requireApart(List<BlockRange> ranges, int at) throws CopyListException {
        List<BlockRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(BlockRange::offset));
        for (int i = 1; i < sorted.size(); i++) {
            BlockRange before = sorted.get(i - 1);
            require(
                    before.offset() + before.length() <= sorted.get(i).offset(),
                    SenseData.invalidFieldInParameterList(at, 7));
        }
    }

    static void require(boolean condition, SenseData otherwise) throws CopyListException {
        if (!condition) {
            throw new CopyListException(otherwise);
        }
    }
}
