package dev.sluice.io.disk;

import dev.sluice.io.memory.MappedPieces;
import dev.sluice.io.sys.Mapping;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;

/**
 * The memory of a RAM disk, of which pages can be lent. The content of a lent page stays as it is until its last loan has come home: a write puts
 * the new content aside, where reads find it, and the last loan that comes home brings it into its place. Without such a conflict a command
 * meets no lock. Any thread.
 *
 * <p>Each page has a state: the number of its loans, the number of threads that write in place, and a flag for content put aside. Loans
 * and writers in place exclude each other. A page with content put aside has no writer in place, and takes no further loan.
 */
final class RamPages {
    static final int PAGE_BYTES = Mapping.PAGE_BYTES;

    private static final int LOANS = 0xFFFF;
    private static final int WRITER = 0x1_0000;
    private static final int ASIDE = 0x4000_0000;
    /** Pages that are written in place at a time: 64 MiB. */
    private static final int MOST_IN_RUN = 1 << 14;

    private static final VarHandle STATE = ValueLayout.JAVA_INT.varHandle();

    private final Mapping mapping;
    private final MemorySegment memory;
    private final MemorySegment states;
    private final MappedPieces spare = new MappedPieces(PAGE_BYTES);
    /** Content that is put aside, by page. Guarded by this. */
    private final Map<Long, MemorySegment> contentAside = new HashMap<>();

    private volatile int pagesAside;

    /**
     * @param mapping with the memory of the disk
     * @param memory the first bytes of the mapping, as many as the disk has
     * @param states zeroes, four bytes for each page
     */
    RamPages(Mapping mapping, MemorySegment memory, MemorySegment states) {
        this.mapping = mapping;
        this.memory = memory;
        this.states = states;
    }

    MemorySegment memory() {
        return memory;
    }

    /** Copies a range as it is now. */
    void read(long offset, MemorySegment target, long targetOffset, long length) {
        if (pagesAside == 0) {
            MemorySegment.copy(memory, offset, target, targetOffset, length);
            return;
        }
        long end = offset + length;
        for (long at = offset; at < end; at = endOfPage(at, end)) {
            readPart(at, endOfPage(at, end) - at, target, targetOffset + at - offset);
        }
    }

    private void readPart(long at, long bytes, MemorySegment target, long targetOffset) {
        if ((state(at / PAGE_BYTES) & ASIDE) != 0) {
            synchronized (this) {
                MemorySegment content = contentAside.get(at / PAGE_BYTES);
                if (content != null) {
                    MemorySegment.copy(content, at % PAGE_BYTES, target, targetOffset, bytes);
                    return;
                }
            }
        }
        MemorySegment.copy(memory, at, target, targetOffset, bytes);
    }

    /**
     * Writes a range.
     *
     * @param source of the content, or null for zeroes
     * @throws UncheckedIOException if there is no memory for content that has to be put aside; a part may be written
     */
    void write(long offset, long length, MemorySegment source, long sourceOffset) {
        long end = offset + length;
        long at = offset;
        while (at < end) {
            long from = sourceOffset + at - offset;
            long page = at / PAGE_BYTES;
            long partEnd = endOfPage(at, end);
            if (beginInPlace(page)) {
                long last = page;
                while (partEnd < end && last - page < MOST_IN_RUN && beginInPlace(last + 1)) {
                    last++;
                    partEnd = endOfPage(partEnd, end);
                }
                try {
                    writeInPlace(at, partEnd - at, source, from);
                } finally {
                    endInPlace(page, last);
                }
                at = partEnd;
            } else if (writeAside(page, at % PAGE_BYTES, partEnd - at, source, from)) {
                at = partEnd;
            }
        }
    }

    /** Lends a range, or returns false if a part of it is being written, or has content put aside. */
    boolean lend(long offset, long length) {
        long first = offset / PAGE_BYTES;
        long last = (offset + length - 1) / PAGE_BYTES;
        for (long page = first; page <= last; page++) {
            if (!lendPage(page)) {
                takeBack(first, page - 1);
                return false;
            }
        }
        return true;
    }

    /** Takes a loan of a range back. */
    void giveBack(long offset, long length) {
        takeBack(offset / PAGE_BYTES, (offset + length - 1) / PAGE_BYTES);
    }

    /** Gives back the memory that content was put aside in. Requires that all loans are home. */
    void close() {
        spare.close();
    }

    private boolean lendPage(long page) {
        while (true) {
            int state = state(page);
            if ((state & ~LOANS) != 0 || state == LOANS) {
                return false;
            }
            if (STATE.compareAndSet(states, page * Integer.BYTES, state, state + 1)) {
                return true;
            }
        }
    }

    private void takeBack(long first, long last) {
        for (long page = first; page <= last; page++) {
            int before = (int) STATE.getAndAdd(states, page * Integer.BYTES, -1);
            if (before - 1 == ASIDE) {
                bringHome(page);
            }
        }
    }

    private boolean beginInPlace(long page) {
        while (true) {
            int state = state(page);
            if ((state & (LOANS | ASIDE)) != 0) {
                return false;
            }
            if (STATE.compareAndSet(states, page * Integer.BYTES, state, state + WRITER)) {
                return true;
            }
        }
    }

    private void endInPlace(long first, long last) {
        for (long page = first; page <= last; page++) {
            STATE.getAndAdd(states, page * Integer.BYTES, -WRITER);
        }
    }

    private void writeInPlace(long at, long bytes, MemorySegment source, long sourceOffset) {
        if (source != null) {
            MemorySegment.copy(source, sourceOffset, memory, at, bytes);
            return;
        }
        long end = at + bytes;
        long firstWhole = Math.min(end, Math.ceilDiv(at, PAGE_BYTES) * PAGE_BYTES);
        long lastWhole = Math.max(firstWhole, end / PAGE_BYTES * PAGE_BYTES);
        fill(memory, at, firstWhole);
        if (lastWhole > firstWhole && !mapping.discard(firstWhole, lastWhole - firstWhole)) {
            fill(memory, firstWhole, lastWhole);
        }
        fill(memory, lastWhole, end);
    }

    private static void fill(MemorySegment target, long from, long to) {
        target.asSlice(from, to - from).fill((byte) 0);
    }

    /** Puts new content of a lent page aside. Returns false if the page is not lent any more. */
    private synchronized boolean writeAside(
            long page, long offsetInPage, long bytes, MemorySegment source, long sourceOffset) {
        MemorySegment content = contentAside.get(page);
        if (content == null) {
            content = spare.take();
            copyPage(page, memory, page * PAGE_BYTES, content, 0);
            if (!putAside(page)) {
                spare.giveBack(content);
                return false;
            }
            contentAside.put(page, content);
            pagesAside = contentAside.size();
        }
        if (source == null) {
            fill(content, offsetInPage, offsetInPage + bytes);
        } else {
            MemorySegment.copy(source, sourceOffset, content, offsetInPage, bytes);
        }
        return true;
    }

    private boolean putAside(long page) {
        while (true) {
            int state = state(page);
            if ((state & LOANS) == 0) {
                return false;
            }
            if (STATE.compareAndSet(states, page * Integer.BYTES, state, state | ASIDE)) {
                return true;
            }
        }
    }

    private synchronized void bringHome(long page) {
        MemorySegment content = contentAside.remove(page);
        copyPage(page, content, 0, memory, page * PAGE_BYTES);
        spare.giveBack(content);
        STATE.setVolatile(states, page * Integer.BYTES, 0);
        pagesAside = contentAside.size();
    }

    private void copyPage(long page, MemorySegment from, long fromOffset, MemorySegment to, long toOffset) {
        long bytes = Math.min(PAGE_BYTES, memory.byteSize() - page * PAGE_BYTES);
        MemorySegment.copy(from, fromOffset, to, toOffset, bytes);
    }

    private int state(long page) {
        return (int) STATE.getVolatile(states, page * Integer.BYTES);
    }

    private static long endOfPage(long at, long end) {
        return Math.min(end, (at / PAGE_BYTES + 1) * PAGE_BYTES);
    }
}
