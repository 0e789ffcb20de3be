package dev.sluice.io.scsi;

import java.lang.foreign.MemorySegment;

/** Memory for the data of one command. It belongs to whoever has acquired it, until it is {@linkplain AreaShare#release released}. */
public final class DataArea {
    private final MemorySegment segment;

    DataArea(MemorySegment segment) {
        this.segment = segment;
    }

    /** Native memory that begins at a page. It has what the last user left. */
    public MemorySegment segment() {
        return segment;
    }
}
