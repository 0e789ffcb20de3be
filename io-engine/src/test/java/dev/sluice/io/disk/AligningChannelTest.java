package dev.sluice.io.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.io.sys.Mapping;
import dev.sluice.testing.Seed;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Read-modify-write on one thread: the content, the locks, the bounce buffers and the errors. */
class AligningChannelTest {
    private static final int ALIGNMENT = 4096;
    private static final int SECTOR = 512;
    private static final int SIZE = 1 << 20;
    private static final int BOUNCE_BUFFERS = BufferPool.SLAB_BYTES / AligningChannel.PIECE_BYTES;

    /** A storage that takes whole blocks only, carried out at once or when the test says so. */
    private final class Storage implements DeviceChannel {
        final ArrayDeque<BlockRequest> held = new ArrayDeque<>();
        boolean holds;
        boolean closed;

        @Override
        public void submit(BlockRequest request) {
            assertEquals(0, request.offset() % ALIGNMENT);
            assertEquals(0, request.length() % ALIGNMENT);
            if (holds) {
                held.add(request);
            } else {
                carryOut(request);
            }
        }

        void carryOut(BlockRequest request) {
            int at = (int) request.offset();
            int length = (int) request.length();
            switch (request.operation()) {
                case READ ->
                    MemorySegment.copy(
                            content,
                            at,
                            request.buffer().segment(),
                            ValueLayout.JAVA_BYTE,
                            request.bufferOffset(),
                            length);
                case WRITE ->
                    MemorySegment.copy(
                            request.buffer().segment(),
                            ValueLayout.JAVA_BYTE,
                            request.bufferOffset(),
                            content,
                            at,
                            length);
                case UNMAP, WRITE_ZEROES -> Arrays.fill(content, at, at + length, (byte) 0);
                case FLUSH -> {}
            }
            request.complete(null);
        }

        void endOne(DeviceError error) {
            BlockRequest request = held.remove();
            if (error == null) {
                carryOut(request);
            } else {
                request.complete(error);
            }
            runTasks();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final byte[] content = new byte[SIZE];
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final IoLoop loop = (IoLoop) Proxy.newProxyInstance(
            IoLoop.class.getClassLoader(), new Class<?>[] {IoLoop.class}, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "inLoop" -> {
                        return true;
                    }
                    case "execute" -> {
                        tasks.add((Runnable) arguments[0]);
                        return null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                }
            });

    private final Storage storage = new Storage();
    private final RangeLocks locks = new RangeLocks();
    private final AligningChannel channel = new AligningChannel(loop, storage, ALIGNMENT, locks);
    private final List<String> ended = new ArrayList<>();
    private Mapping memory;
    private BufferShare buffers;

    @BeforeEach
    void start() throws Exception {
        memory = Mapping.anonymous(8L * BufferPool.SLAB_BYTES);
        buffers = new BufferPool(memory.segment()).openWhole();
    }

    @AfterEach
    void stop() {
        channel.close();
        assertTrue(storage.closed);
        assertEquals(0, buffers.outstanding());
        memory.close();
    }

    private void runTasks() {
        Runnable task;
        while ((task = tasks.poll()) != null) {
            task.run();
        }
    }

    private IoBuffer buffer(byte[] data) {
        IoBuffer buffer = buffers.tryAcquire(data.length);
        MemorySegment.copy(data, 0, buffer.segment(), ValueLayout.JAVA_BYTE, 0, data.length);
        return buffer;
    }

    private void write(DeviceChannel by, String name, int offset, byte[] data) {
        IoBuffer buffer = buffer(data);
        by.submit(new BlockRequest(request -> {
                    ended.add(name + " " + request.error());
                    buffer.release();
                })
                .prepareWrite(offset, data.length, buffer, 0, false));
        runTasks();
    }

    private void read(String name, int offset, byte[] into) {
        IoBuffer buffer = buffer(into);
        channel.submit(new BlockRequest(request -> {
                    ended.add(name + " " + request.error());
                    MemorySegment.copy(buffer.segment(), ValueLayout.JAVA_BYTE, 0, into, 0, into.length);
                    buffer.release();
                })
                .prepareRead(offset, into.length, buffer, 0));
        runTasks();
    }

    private void assertEnded(String... outcomes) {
        assertEquals(List.of(outcomes), ended);
        ended.clear();
    }

    private static byte[] filled(int length, int value) {
        byte[] data = new byte[length];
        Arrays.fill(data, (byte) value);
        return data;
    }

    @Test
    void shouldChangeAndReadExactlyTheRangeOfARequestWhenUsedAtRandom() {
        long seed = Seed.of("AligningChannelTest");
        SplittableRandom random = new SplittableRandom(seed);
        byte[] expected = new byte[SIZE];
        for (int step = 0; step < 2000; step++) {
            int length = SECTOR * random.nextInt(1, random.nextBoolean() ? 20 : 400);
            int offset = SECTOR * random.nextInt((SIZE - length) / SECTOR + 1);
            byte[] data = new byte[length];
            BlockRequest range = new BlockRequest(request -> ended.add("range " + request.error()));
            switch (random.nextInt(4)) {
                case 0 -> {
                    read("range", offset, data);
                    assertArrayEquals(Arrays.copyOfRange(expected, offset, offset + length), data, "seed " + seed);
                }
                case 1 -> {
                    random.nextBytes(data);
                    System.arraycopy(data, 0, expected, offset, length);
                    write(channel, "range", offset, data);
                }
                case 2 -> {
                    Arrays.fill(expected, offset, offset + length, (byte) 0);
                    channel.submit(range.prepareWriteZeroes(offset, length, random.nextBoolean()));
                }
                default -> {
                    Arrays.fill(expected, offset, offset + length, (byte) 0);
                    channel.submit(range.prepareUnmap(offset, length));
                }
            }
            assertEnded("range null");
            assertTrue(Arrays.equals(expected, content), "seed " + seed);
        }
    }

    @Test
    void shouldKeepRequestsInLineWhenAllBounceBuffersAreTaken() {
        for (int i = 0; i < SIZE; i++) {
            content[i] = (byte) (i / SECTOR);
        }
        storage.holds = true;
        int count = BOUNCE_BUFFERS + 3;
        byte[][] data = new byte[count][SECTOR];
        for (int i = 0; i < count; i++) {
            read("" + i, SECTOR * (2 * i + 1), data[i]);
        }
        assertEquals(BOUNCE_BUFFERS, storage.held.size());
        for (int i = 0; i < count; i++) {
            storage.endOne(null);
            assertEnded(i + " null");
            assertArrayEquals(filled(SECTOR, 2 * i + 1), data[i]);
        }
        assertTrue(storage.held.isEmpty());
    }

    @Test
    void shouldKeepBothChangesWhenTwoLoopsWriteToOneBlock() {
        Storage otherStorage = new Storage();
        AligningChannel other = new AligningChannel(loop, otherStorage, ALIGNMENT, locks);
        storage.holds = true;
        write(channel, "first", 0, filled(SECTOR, 1));
        write(other, "second", 8 * SECTOR - SECTOR, filled(2 * SECTOR, 2));
        assertEnded();
        storage.endOne(null);
        assertEnded();
        storage.endOne(null);
        assertEnded("first null", "second null");
        assertEquals(1, content[SECTOR - 1]);
        assertEquals(0, content[SECTOR]);
        assertEquals(0, content[7 * SECTOR - 1]);
        assertEquals(2, content[7 * SECTOR]);
        assertEquals(2, content[9 * SECTOR - 1]);
        assertEquals(0, content[9 * SECTOR]);
        other.close();
    }

    @Test
    void shouldNotWriteWhenThePieceCannotBeReadAndGoOnWithTheNext() {
        storage.holds = true;
        write(channel, "write", SECTOR, filled(SECTOR, 1));
        storage.endOne(DeviceError.MEDIUM);
        assertEnded("write MEDIUM");
        assertTrue(storage.held.isEmpty());
        read("read", SECTOR, new byte[SECTOR]);
        storage.endOne(DeviceError.GONE);
        assertEnded("read GONE");
        write(channel, "write", SECTOR, filled(SECTOR, 1));
        storage.endOne(null);
        storage.endOne(DeviceError.NO_SPACE);
        assertEnded("write NO_SPACE");
        write(channel, "write", SECTOR, filled(SECTOR, 1));
        storage.endOne(null);
        storage.endOne(null);
        assertEnded("write null");
        assertEquals(1, content[SECTOR]);
    }

    @Test
    void shouldRefuseToCloseWhenARequestIsUnderWay() {
        storage.holds = true;
        write(channel, "write", SECTOR, filled(SECTOR, 1));
        assertThrows(AssertionError.class, channel::close);
        storage.endOne(null);
        storage.endOne(null);
        assertEnded("write null");
    }
}
