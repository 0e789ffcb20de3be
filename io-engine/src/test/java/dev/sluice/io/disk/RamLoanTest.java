package dev.sluice.io.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.TestDisk;
import dev.sluice.io.device.TestLoops;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.io.memory.MemoryAccount;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loans of a RAM disk's memory through its channel. */
class RamLoanTest {
    private static final long GIB = 1L << 30;
    private static final int LENGTH = 64 << 10;

    private final RamDevice device = new RamDevice(2 * GIB);
    private TestLoops loops;
    private TestDisk disk;
    private final MemoryAccount account = new MemoryAccount(new MemoryAccount.Budget(4 * LENGTH));

    @BeforeEach
    void start() throws IOException {
        loops = new TestLoops(1);
        disk = new TestDisk(device, loops.first());
    }

    @AfterEach
    void stop() {
        loops.close();
    }

    /** The request after its end. */
    private BlockRequest borrow(long offset) {
        BlockRequest[] asked = new BlockRequest[1];
        assertNull(disk.run(request -> asked[0] = request.prepareLoan(offset, LENGTH, account)));
        return asked[0];
    }

    private void release(IoBuffer buffer) {
        TestLoops.on(loops.first(), () -> {
            buffer.release();
            return null;
        });
    }

    private static byte[] content(BlockRequest loan) {
        return loan.buffer()
                .segment()
                .asSlice(loan.bufferOffset(), loan.length())
                .toArray(ValueLayout.JAVA_BYTE);
    }

    private void close() {
        disk.close();
        device.close();
    }

    @Test
    void shouldLendTheContentWhereverItLies() {
        for (long offset : new long[] {0, 512, GIB - LENGTH, GIB, GIB + 4096, 2 * GIB - LENGTH}) {
            byte[] data = TestDisk.random(LENGTH, offset);
            assertNull(disk.write(offset, data, false));
            BlockRequest loan = borrow(offset);
            assertArrayEquals(data, content(loan));
            release(loan.buffer());
        }
        close();
    }

    @Test
    void shouldLendNothingAcrossTheBorderOfRegions() {
        assertNull(borrow(GIB - 512).buffer());
        close();
    }

    @Test
    void shouldLendNoMoreThanTheAccountPermits() {
        BlockRequest first = borrow(0);
        BlockRequest second = borrow(LENGTH);
        assertNotNull(second.buffer());
        assertNull(borrow(0).buffer());
        release(first.buffer());
        BlockRequest third = borrow(0);
        assertNotNull(third.buffer());
        release(second.buffer());
        release(third.buffer());
        close();
    }

    @Test
    void shouldKeepTheMemoryUntilTheLoanIsHomeWhenTheDeviceIsClosed() {
        byte[] data = TestDisk.random(LENGTH, 1);
        assertNull(disk.write(0, data, false));
        BlockRequest loan = borrow(0);
        close();
        assertArrayEquals(data, content(loan));
        release(loan.buffer());
        while (loan.buffer().segment().scope().isAlive()) {
            Thread.onSpinWait();
        }
    }
}
