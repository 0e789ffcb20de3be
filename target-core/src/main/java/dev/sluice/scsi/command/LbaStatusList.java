package dev.sluice.scsi.command;

import dev.sluice.scsi.page.PageBytes;

/** The parameter data of GET LBA STATUS (SBC-3 5.4), put together block range by block range. */
final class LbaStatusList {
    /** NUMBER OF LOGICAL BLOCKS has 32 bits. */
    private static final long MAX_BLOCKS = 0xFFFF_FFFFL;

    /** PROVISIONING STATUS: mapped, or of unknown state. */
    private static final int MAPPED = 0;

    private static final int DEALLOCATED = 1;

    private static final int LENGTH_FIELD_BYTES = 4;

    private final int maxDescriptors;
    private final PageBytes data = new PageBytes().zeros(8);
    private int descriptors;

    /** The range that has no descriptor yet. */
    private long start;

    private long end;
    private boolean mapped;

    /** @param maxDescriptors at least 1 */
    LbaStatusList(long first, int maxDescriptors) {
        this.maxDescriptors = maxDescriptors;
        start = first;
        end = first;
    }

    /** The block after those that were added. */
    long end() {
        return end;
    }

    /** Returns true if nothing that is added would still be seen. */
    boolean isFull() {
        return descriptors == maxDescriptors;
    }

    /** Adds the blocks from {@link #end()} to before {@code newEnd}. */
    void add(long newEnd, boolean areMapped) {
        if (areMapped != mapped) {
            describe();
            mapped = areMapped;
        }
        end = newEnd;
    }

    PageBytes encode() {
        describe();
        data.set32(0, data.length() - LENGTH_FIELD_BYTES);
        return data;
    }

    private void describe() {
        while (start < end && !isFull()) {
            long blocks = Math.min(end - start, MAX_BLOCKS);
            data.u64(start).u32(blocks).u8(mapped ? MAPPED : DEALLOCATED).zeros(3);
            start += blocks;
            descriptors++;
        }
    }
}
