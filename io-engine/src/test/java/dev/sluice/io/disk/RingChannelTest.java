package dev.sluice.io.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.loop.EndOfTurn;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.loop.IoRing;
import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.io.sys.Mapping;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoOps;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operations that a channel gives to the ring, and their results, with a ring that the test plays. */
class RingChannelTest {
    private static final int EINTR = 4;
    private static final int EIO = 5;
    private static final int EAGAIN = 11;
    private static final int ENOSPC = 28;
    private static final int EOPNOTSUPP = 95;
    private static final int UNKNOWN_ERROR = 4000;

    private static final int DESCRIPTOR = 77;
    private static final long GIB = 1L << 30;
    private static final int PUNCH = RingOperation.FALLOC_PUNCH_HOLE | RingOperation.FALLOC_KEEP_SIZE;
    private static final int ZERO = RingOperation.FALLOC_ZERO_RANGE | RingOperation.FALLOC_KEEP_SIZE;

    /** A ring that keeps operations until the test gives a result. */
    private final class FakeRing implements IoRing, IoRegistration {
        final ArrayDeque<IoUringIoOps> operations = new ArrayDeque<>();
        IoUringIoHandle handle;
        int registeredIndex = -1;
        boolean cancelled;

        @Override
        public IoRegistration register(IoUringIoHandle newHandle) {
            handle = newHandle;
            return this;
        }

        @Override
        public int registeredIndexOf(IoBuffer buffer) {
            return registeredIndex;
        }

        @Override
        public <T> T attachment() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long submit(IoOps operation) {
            operations.add((IoUringIoOps) operation);
            return 1;
        }

        @Override
        public boolean isValid() {
            return !cancelled;
        }

        @Override
        public boolean cancel() {
            cancelled = true;
            return true;
        }

        /** Ends the oldest operation, and the turn. */
        void end(int result) {
            IoUringIoOps operation = operations.remove();
            handle.handle(this, new IoUringIoEvent(result, 0, (byte) 0, field(operation, "userData")));
            endTurn();
        }
    }

    private final FakeRing ring = new FakeRing();
    private final ArrayDeque<EndOfTurn> endOfTurn = new ArrayDeque<>();
    private final IoLoop loop = (IoLoop) Proxy.newProxyInstance(
            IoLoop.class.getClassLoader(), new Class<?>[] {IoLoop.class}, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "ring" -> {
                        return ring;
                    }
                    case "inLoop" -> {
                        return true;
                    }
                    case "atTurnEnd" -> {
                        endOfTurn.add((EndOfTurn) arguments[0]);
                        return null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                }
            });

    private final List<String> ended = new ArrayList<>();
    private final DeviceFaults faults = new DeviceFaults();
    private Mapping memory;
    private IoBuffer buffer;
    private RingChannel channel;

    @BeforeEach
    void start() throws Exception {
        memory = Mapping.anonymous(BufferPool.SLAB_BYTES);
        buffer = new BufferPool(memory.segment()).openWhole().tryAcquire(BufferPool.MAX_BUFFER_BYTES);
        open(512, true, RingTarget.Unmap.PUNCH_HOLE, 2);
    }

    @AfterEach
    void stop() {
        channel.close();
        assertTrue(ring.cancelled);
        memory.close();
    }

    private void open(int alignment, boolean writable, RingTarget.Unmap unmap, int depth) {
        channel = new RingChannel(loop, new RingTarget("fake", DESCRIPTOR, alignment, writable, unmap, depth, faults));
    }

    private void endTurn() {
        EndOfTurn work;
        while ((work = endOfTurn.poll()) != null) {
            work.turnEnded();
        }
    }

    private BlockRequest request(String name) {
        return new BlockRequest(request -> ended.add(name + " " + request.error()));
    }

    private void submit(BlockRequest request) {
        channel.submit(request);
        endTurn();
    }

    private static long field(IoUringIoOps operation, String name) {
        try {
            Method accessor = IoUringIoOps.class.getDeclaredMethod(name);
            accessor.setAccessible(true);
            return ((Number) accessor.invoke(operation)).longValue();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** The oldest operation: opcode, offset, address, length, flags. */
    private void assertOperation(byte opcode, long offset, long address, int length, int flags) {
        IoUringIoOps operation = ring.operations.element();
        assertEquals(DESCRIPTOR, field(operation, "fd"));
        assertEquals(opcode, field(operation, "opcode"));
        assertEquals(offset, field(operation, "union1"), "offset");
        assertEquals(address, field(operation, "union2"), "address");
        assertEquals(length, field(operation, "len"), "length");
        assertEquals(flags, field(operation, "union3"), "flags");
    }

    private void assertEnded(String... outcomes) {
        assertEquals(List.of(outcomes), ended);
        ended.clear();
        assertTrue(ring.operations.isEmpty(), "no operation is left");
    }

    @Test
    void shouldReadAndWriteRightIntoTheBuffer() {
        submit(request("read").prepareRead(4096, 8192, buffer, 4096));
        assertOperation(RingOperation.READ, 4096, buffer.address() + 4096, 8192, 0);
        ring.end(8192);
        assertEnded("read null");
        submit(request("write").prepareWrite(512, 1024, buffer, 0, false));
        assertOperation(RingOperation.WRITE, 512, buffer.address(), 1024, 0);
        ring.end(1024);
        assertEnded("write null");
    }

    @Test
    void shouldNameTheRegisteredBufferWhenTheRingKnowsIt() {
        for (int index : new int[] {0, 3}) {
            ring.registeredIndex = index;
            submit(request("read").prepareRead(0, 512, buffer, 0));
            assertOperation(RingOperation.READ_FIXED, 0, buffer.address(), 512, 0);
            assertEquals(index, field(ring.operations.element(), "union4"));
            ring.end(512);
            submit(request("write").prepareWrite(0, 512, buffer, 0, false));
            assertOperation(RingOperation.WRITE_FIXED, 0, buffer.address(), 512, 0);
            assertEquals(index, field(ring.operations.element(), "union4"));
            ring.end(512);
            assertEnded("read null", "write null");
        }
    }

    @Test
    void shouldWriteWithDsyncInEveryOperationWhenForced() {
        submit(request("write").prepareWrite(0, 4096, buffer, 0, true));
        assertOperation(RingOperation.WRITE, 0, buffer.address(), 4096, RingOperation.RWF_DSYNC);
        ring.end(1024);
        assertOperation(RingOperation.WRITE, 1024, buffer.address() + 1024, 3072, RingOperation.RWF_DSYNC);
        ring.end(3072);
        assertEnded("write null");
    }

    @Test
    void shouldSynchronizeDataWhenFlushed() {
        submit(request("flush").prepareFlush());
        assertOperation(RingOperation.FSYNC, 0, 0, 0, RingOperation.FSYNC_DATASYNC);
        ring.end(0);
        assertEnded("flush null");
    }

    @Test
    void shouldContinueAtTheAlignmentWhenAReadIsShort() {
        open(4096, true, RingTarget.Unmap.NONE, 2);
        submit(request("read").prepareRead(8192, 16384, buffer, 0));
        ring.end(4096 + 512);
        assertOperation(RingOperation.READ, 8192 + 4096, buffer.address() + 4096, 12288, 0);
        ring.end(12288);
        assertEnded("read null");
    }

    @Test
    void shouldFailWithTheMediumWhenAReadMakesNoProgress() {
        open(4096, true, RingTarget.Unmap.NONE, 2);
        submit(request("read").prepareRead(0, 8192, buffer, 0));
        ring.end(512);
        assertEnded("read MEDIUM");
        submit(request("read").prepareRead(0, 8192, buffer, 0));
        ring.end(4096);
        ring.end(0);
        assertEnded("read MEDIUM");
        assertTrue(faults.any());
    }

    @Test
    void shouldForgetAFaultWhenItsPlaceWorksAgain() {
        submit(request("read").prepareRead(0, 512, buffer, 0));
        ring.end(-EIO);
        assertTrue(faults.any());
        submit(request("read").prepareRead(0, 512, buffer, 0));
        ring.end(512);
        assertFalse(faults.any());
        assertEnded("read MEDIUM", "read null");
    }

    @Test
    void shouldGiveBackSpaceInPiecesOfAGibibyte() {
        submit(request("unmap").prepareUnmap(512, GIB + 1024));
        assertOperation(RingOperation.FALLOCATE, 512, GIB, PUNCH, 0);
        ring.end(0);
        assertOperation(RingOperation.FALLOCATE, 512 + GIB, 1024, PUNCH, 0);
        ring.end(0);
        assertEnded("unmap null");
    }

    @Test
    void shouldDiscardWhenTheTargetIsADiskThatTakesDiscards() {
        open(512, true, RingTarget.Unmap.DISCARD, 2);
        submit(request("unmap").prepareUnmap(512, GIB + 1024));
        assertOperation(RingOperation.URING_CMD, RingOperation.BLOCK_URING_CMD_DISCARD, 512, 0, 0);
        assertEquals(GIB, field(ring.operations.element(), "union6"));
        ring.end(0);
        assertOperation(RingOperation.URING_CMD, RingOperation.BLOCK_URING_CMD_DISCARD, 512 + GIB, 0, 0);
        assertEquals(1024, field(ring.operations.element(), "union6"));
        ring.end(0);
        assertEnded("unmap null");
    }

    @Test
    void shouldZeroInPiecesOfAGibibyteAndFlushAtTheEndWhenForced() {
        submit(request("zeroes").prepareWriteZeroes(512, GIB + 1024, true));
        assertOperation(RingOperation.FALLOCATE, 512, GIB, ZERO, 0);
        ring.end(0);
        assertOperation(RingOperation.FALLOCATE, 512 + GIB, 1024, ZERO, 0);
        ring.end(0);
        assertOperation(RingOperation.FSYNC, 0, 0, 0, RingOperation.FSYNC_DATASYNC);
        ring.end(0);
        assertEnded("zeroes null");
        submit(request("zeroes").prepareWriteZeroes(0, 512, false));
        ring.end(0);
        assertEnded("zeroes null");
    }

    @Test
    void shouldWriteZeroesFromNowOnWhenTheFileSystemCannotZeroARange() {
        for (int expected = 0; expected < 2; expected++) {
            submit(request("zeroes").prepareWriteZeroes(512, Zeroes.BYTES + 1024, true));
            if (expected == 0) {
                assertOperation(RingOperation.FALLOCATE, 512, Zeroes.BYTES + 1024, ZERO, 0);
                ring.end(-EOPNOTSUPP);
            }
            assertOperation(RingOperation.WRITE, 512, Zeroes.ADDRESS, Zeroes.BYTES, 0);
            ring.end(Zeroes.BYTES);
            assertOperation(RingOperation.WRITE, 512 + Zeroes.BYTES, Zeroes.ADDRESS, 1024, 0);
            ring.end(1024);
            assertOperation(RingOperation.FSYNC, 0, 0, 0, RingOperation.FSYNC_DATASYNC);
            ring.end(0);
            assertEnded("zeroes null");
        }
        assertFalse(faults.any(), "it is no fault");
    }

    @Test
    void shouldFailWhenTheFileSystemCannotFlushZeroes() {
        submit(request("zeroes").prepareWriteZeroes(0, 512, true));
        ring.end(0);
        ring.end(-EOPNOTSUPP);
        assertEnded("zeroes UNSUPPORTED");
        submit(request("unmap").prepareUnmap(0, 512));
        ring.end(-EOPNOTSUPP);
        assertEnded("unmap UNSUPPORTED");
    }

    @Test
    void shouldMakeTheOperationAgainWhenItWasInterrupted() {
        submit(request("write").prepareWrite(0, 512, buffer, 0, false));
        for (int i = 0; i < 5_000; i++) {
            ring.end(-EINTR);
            ring.end(-EAGAIN);
        }
        assertOperation(RingOperation.WRITE, 0, buffer.address(), 512, 0);
        ring.end(-EAGAIN);
        assertEnded("write MEDIUM");
        submit(request("write").prepareWrite(0, 512, buffer, 0, false));
        ring.end(-EINTR);
        ring.end(512);
        assertEnded("write null");
    }

    @Test
    void shouldTellTheErrorWhenAnOperationFails() {
        submit(request("write").prepareWrite(0, 512, buffer, 0, false));
        ring.end(-ENOSPC);
        submit(request("flush").prepareFlush());
        ring.end(-EIO);
        submit(request("read").prepareRead(0, 512, buffer, 0));
        ring.end(-UNKNOWN_ERROR);
        assertEnded("write NO_SPACE", "flush MEDIUM", "read MEDIUM");
        List<String> why = new ArrayList<>();
        for (DeviceFaults.Fault fault : faults.current(System.nanoTime())) {
            why.add(fault.operation() + " " + fault.why());
        }
        assertEquals(List.of("READ error 4000", "WRITE no space left", "FLUSH input/output error"), why);
    }

    @Test
    void shouldKeepRequestsInLineWhenAllSlotsAreTaken() {
        for (int i = 0; i < 5; i++) {
            submit(request("" + i).prepareRead(512L * i, 512, buffer, 0));
        }
        assertEquals(2, ring.operations.size());
        for (int i = 0; i < 5; i++) {
            assertOperation(RingOperation.READ, 512L * i, buffer.address(), 512, 0);
            ring.end(512);
        }
        assertEnded("0 null", "1 null", "2 null", "3 null", "4 null");
        submit(request("again").prepareRead(0, 512, buffer, 0));
        ring.end(512);
        assertEnded("again null");
    }

    @Test
    void shouldMakeAllOperationsOfATurnAtItsEnd() {
        channel.submit(request("0").prepareRead(0, 512, buffer, 0));
        channel.submit(request("1").prepareRead(512, 512, buffer, 0));
        assertTrue(ring.operations.isEmpty());
        assertEquals(1, endOfTurn.size(), "asked for the end of the turn once");
        endTurn();
        assertEquals(2, ring.operations.size());
        ring.end(512);
        ring.end(512);
        assertEnded("0 null", "1 null");
    }

    @Test
    void shouldRefuseChangesAtOnceWhenTheTargetIsReadOnly() {
        open(512, false, RingTarget.Unmap.NONE, 1);
        submit(request("write").prepareWrite(0, 512, buffer, 0, false));
        submit(request("zeroes").prepareWriteZeroes(0, 512, false));
        submit(request("unmap").prepareUnmap(0, 512));
        assertEnded("write READ_ONLY", "zeroes READ_ONLY", "unmap READ_ONLY");
        submit(request("read").prepareRead(0, 512, buffer, 0));
        ring.end(512);
        submit(request("flush").prepareFlush());
        ring.end(0);
        assertEnded("read null", "flush null");
    }

    @Test
    void shouldEndAtOnceWhenThereIsNothingToDoOrItCannotBeDone() {
        open(512, true, RingTarget.Unmap.NONE, 1);
        submit(request("unmap").prepareUnmap(0, 512));
        submit(request("zeroes").prepareWriteZeroes(0, 0, true));
        assertEnded("unmap UNSUPPORTED", "zeroes null");
    }

    @Test
    void shouldRefuseToCloseWhenAnOperationIsUnderWay() {
        submit(request("read").prepareRead(0, 512, buffer, 0));
        assertThrows(AssertionError.class, channel::close);
        ring.end(512);
        assertEnded("read null");
    }
}
