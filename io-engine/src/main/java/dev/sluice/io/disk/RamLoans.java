package dev.sluice.io.disk;

import dev.sluice.io.device.BlockRequest;
import java.lang.foreign.MemorySegment;

/**
 * The loans of a RAM disk on one loop. Their buffers begin at one of the disk's regions of 1 GiB, since an offset in a buffer is an int. Owner: the
 * loop's thread.
 */
final class RamLoans {
    private static final int REGION_SHIFT = 30;
    private static final long REGION_BYTES = 1L << REGION_SHIFT;

    private final RamPages pages;
    private final Runnable allHome;
    /** Loans at home, by region. */
    private final RamLoan[] home;

    private int out;
    private boolean closed;

    /** @param allHome run once after {@link #close}, when no loan is out */
    RamLoans(RamPages pages, Runnable allHome) {
        this.pages = pages;
        this.allHome = allHome;
        this.home = new RamLoan[Math.toIntExact(Math.ceilDiv(pages.memory().byteSize(), REGION_BYTES))];
    }

    /** Answers a request for a loan, which gets a buffer if its account and the pages permit it. */
    void lend(BlockRequest request) {
        long offset = request.offset();
        int length = (int) request.length();
        int region = (int) (offset >> REGION_SHIFT);
        if ((offset + length - 1) >> REGION_SHIFT != region
                || !request.account().take(length)) {
            return;
        }
        if (!pages.lend(offset, length)) {
            request.account().giveBack(length);
            return;
        }
        RamLoan loan = home[region];
        if (loan == null) {
            loan = new RamLoan(this, region, memoryOf(region));
        } else {
            home[region] = loan.next;
        }
        loan.offset = offset;
        loan.length = length;
        loan.account = request.account();
        out++;
        loan.buffer.lend();
        request.lend(loan.buffer, (int) (offset & REGION_BYTES - 1));
    }

    private MemorySegment memoryOf(int region) {
        long start = (long) region << REGION_SHIFT;
        return pages.memory()
                .asSlice(start, Math.min(REGION_BYTES, pages.memory().byteSize() - start));
    }

    void comeHome(RamLoan loan) {
        pages.giveBack(loan.offset, loan.length);
        loan.account.giveBack(loan.length);
        loan.account = null;
        loan.next = home[loan.region];
        home[loan.region] = loan;
        out--;
        closeWhenAllHome();
    }

    /** Lends nothing any more. */
    void close() {
        closed = true;
        closeWhenAllHome();
    }

    private void closeWhenAllHome() {
        if (closed && out == 0) {
            allHome.run();
        }
    }
}
