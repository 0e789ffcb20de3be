package dev.sluice.io.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.sys.Mapping;
import dev.sluice.io.sys.SystemCallException;
import dev.sluice.testing.Seed;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lent pages keep their content, whatever is written meanwhile, and reads find what was written last. */
class RamPagesTest {
    private static final int PAGE = RamPages.PAGE_BYTES;
    /** The last page is not whole. */
    private static final int BYTES = 16 * PAGE - 512;

    private record Loan(int offset, int length, byte[] content) {}

    private Mapping memory;
    private Mapping states;
    private RamPages pages;

    @BeforeEach
    void map() throws SystemCallException {
        memory = Mapping.anonymous(BYTES);
        states = Mapping.anonymous(16 * Integer.BYTES);
        pages = new RamPages(memory, memory.segment().asSlice(0, BYTES), states.segment());
    }

    @AfterEach
    void unmap() {
        pages.close();
        memory.close();
        states.close();
    }

    private void write(int offset, byte[] data) {
        pages.write(offset, data.length, MemorySegment.ofArray(data), 0);
    }

    private byte[] read(int offset, int length) {
        byte[] data = new byte[length];
        pages.read(offset, MemorySegment.ofArray(data), 0, length);
        return data;
    }

    private byte[] inPlace(int offset, int length) {
        return pages.memory().asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private static byte[] filled(int length, int value) {
        byte[] data = new byte[length];
        Arrays.fill(data, (byte) value);
        return data;
    }

    @Test
    void shouldKeepLentContentUntilTheLastLoanComesHomeWhenItIsOverwritten() {
        write(0, filled(2 * PAGE, 1));
        assertTrue(pages.lend(0, 2 * PAGE));
        assertTrue(pages.lend(0, 512));
        write(PAGE - 512, filled(1024, 2));
        assertArrayEquals(filled(2 * PAGE, 1), inPlace(0, 2 * PAGE));
        assertArrayEquals(filled(1024, 2), read(PAGE - 512, 1024));
        pages.giveBack(0, 2 * PAGE);
        assertArrayEquals(filled(PAGE, 1), inPlace(0, PAGE));
        assertArrayEquals(filled(512, 2), inPlace(PAGE, 512));
        pages.giveBack(0, 512);
        assertArrayEquals(filled(1024, 2), inPlace(PAGE - 512, 1024));
    }

    @Test
    void shouldLendNothingOfAPageWhoseContentIsPutAside() {
        assertTrue(pages.lend(0, PAGE));
        write(0, filled(512, 3));
        assertFalse(pages.lend(0, 2 * PAGE));
        assertTrue(pages.lend(PAGE, PAGE));
        pages.giveBack(0, PAGE);
        assertTrue(pages.lend(0, 2 * PAGE));
        pages.giveBack(0, 2 * PAGE);
        pages.giveBack(PAGE, PAGE);
    }

    @Test
    void shouldBehaveAsAnArrayWhenLoansAndWritesMeetInAnyOrder() {
        Random random = Seed.random("pages of a RAM disk");
        byte[] model = new byte[BYTES];
        List<Loan> loans = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            int offset = random.nextInt(BYTES / 512) * 512;
            int length = (1 + random.nextInt(Math.min(48, (BYTES - offset) / 512))) * 512;
            switch (random.nextInt(5)) {
                case 0 -> {
                    byte[] data = new byte[length];
                    random.nextBytes(data);
                    write(offset, data);
                    System.arraycopy(data, 0, model, offset, length);
                }
                case 1 -> {
                    pages.write(offset, length, null, 0);
                    Arrays.fill(model, offset, offset + length, (byte) 0);
                }
                case 2 -> assertArrayEquals(Arrays.copyOfRange(model, offset, offset + length), read(offset, length));
                case 3 -> {
                    if (pages.lend(offset, length)) {
                        loans.add(new Loan(offset, length, Arrays.copyOfRange(model, offset, offset + length)));
                    }
                }
                default -> {
                    if (!loans.isEmpty()) {
                        comeHome(loans.remove(random.nextInt(loans.size())));
                    }
                }
            }
        }
        loans.forEach(this::comeHome);
        assertTrue(pages.lend(0, BYTES));
        pages.giveBack(0, BYTES);
        assertArrayEquals(model, inPlace(0, BYTES));
    }

    private void comeHome(Loan loan) {
        assertArrayEquals(loan.content, inPlace(loan.offset, loan.length));
        pages.giveBack(loan.offset, loan.length);
    }

    @Test
    void shouldKeepLentContentWhenOtherThreadsWrite() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> all = List.of(
                    threads.submit(() -> writePages(1)),
                    threads.submit(() -> writePages(2)),
                    threads.submit(this::lendPages));
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertTrue(pages.lend(0, BYTES));
    }

    private void writePages(int thread) {
        for (int i = 0; i < 20_000; i++) {
            write((i * thread & 3) * PAGE, filled(2 * PAGE, i + thread));
        }
    }

    private void lendPages() {
        for (int i = 0; i < 20_000; i++) {
            int offset = (i & 3) * PAGE;
            if (pages.lend(offset, 2 * PAGE)) {
                byte[] before = inPlace(offset, 2 * PAGE);
                Thread.yield();
                assertArrayEquals(before, inPlace(offset, 2 * PAGE));
                pages.giveBack(offset, 2 * PAGE);
            }
        }
    }
}
