package dev.sluice.scsi.share;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.loop.IoLoopGroup;
import dev.sluice.io.loop.LoopSettings;
import dev.sluice.io.loop.RecentUse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests of two nexuses for one device: what passes at once, and what waits. */
class DeviceShareTest {
    private static final int LONG = (int) DeviceShare.FAIR_BYTES;
    private static final int SHORT = 4096;

    private final List<BlockRequest> inDevice = new ArrayList<>();
    private final RecentUse nexuses = new RecentUse();
    private final UnitUse use = new UnitUse();
    private IoLoopGroup loops;
    private IoLoop loop;

    /** Keeps what it gets. */
    private final DeviceChannel device = new DeviceChannel() {
        @Override
        public void submit(BlockRequest request) {
            inDevice.add(request);
        }

        @Override
        public void close() {}
    };

    @BeforeEach
    void start() throws Exception {
        loops = IoLoopGroup.start(List.of(new LoopSettings(-1, 2 << 20, 2 << 20, 0)));
        loop = loops.loops().getFirst();
    }

    @AfterEach
    void stop() {
        loops.close();
    }

    private DeviceShare open(long turnBytes) {
        return new DeviceShare(loop, new TurnShare(loop, turnBytes), nexuses, use.join(), device);
    }

    private static BlockRequest zeroes(long length) {
        return new BlockRequest(ended -> {}).prepareWriteZeroes(0, length, false);
    }

    private void onLoop(Runnable work) throws Exception {
        CompletableFuture.runAsync(work, loop::execute).get(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldPassEverythingWhenNobodyElseUsesTheDevice() throws Exception {
        onLoop(() -> {
            DeviceShare alone = open(Long.MAX_VALUE);
            for (int i = 0; i < 50; i++) {
                alone.submit(zeroes(LONG));
            }
            assertEquals(50, inDevice.size());
        });
    }

    @Test
    void shouldCutLongReadsWhenAnotherUsesTheDevice() throws Exception {
        onLoop(() -> {
            DeviceShare one = open(Long.MAX_VALUE);
            one.submit(zeroes(SHORT));
            assertEquals(LONG, one.pieceOf(2 * LONG));
            open(Long.MAX_VALUE).submit(zeroes(SHORT));
            assertEquals(LONG / 4, one.pieceOf(2 * LONG));
            assertEquals(SHORT, one.pieceOf(SHORT));
        });
    }

    /** A device carries out a few flushes at a time, so 50 of one nexus made all others wait for them. */
    @Test
    void shouldLetANexusHaveAFewFlushesUnderWayWhenAnotherUsesTheDevice() throws Exception {
        onLoop(() -> {
            DeviceShare deep = open(Long.MAX_VALUE);
            DeviceShare shallow = open(Long.MAX_VALUE);
            shallow.submit(zeroes(SHORT));
            for (int i = 0; i < 50; i++) {
                deep.submit(new BlockRequest(ended -> {}).prepareFlush());
            }
            assertEquals(5, inDevice.size(), "one short, four flushes");
            BlockRequest next = new BlockRequest(ended -> {}).prepareFlush();
            shallow.submit(next);
            assertEquals(next, inDevice.getLast());
        });
    }

    @Test
    void shouldLetAShortRequestPassWhenAnotherNexusHasManyLongOnes() throws Exception {
        onLoop(() -> {
            DeviceShare deep = open(Long.MAX_VALUE);
            DeviceShare shallow = open(Long.MAX_VALUE);
            shallow.submit(zeroes(SHORT));
            for (int i = 0; i < 50; i++) {
                deep.submit(zeroes(LONG));
            }
            assertEquals(2, inDevice.size(), "one short, one long");
            BlockRequest next = zeroes(SHORT);
            shallow.submit(next);
            assertEquals(next, inDevice.getLast());
        });
    }

    @Test
    void shouldSendTheNextInOrderWhenOneHasEnded() throws Exception {
        onLoop(() -> {
            DeviceShare deep = open(Long.MAX_VALUE);
            open(Long.MAX_VALUE).submit(zeroes(SHORT));
            List<BlockRequest> all = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                all.add(zeroes(LONG));
                deep.submit(all.getLast());
            }
            for (int i = 0; i < 5; i++) {
                assertEquals(all.get(i), inDevice.getLast());
                deep.ended(DeviceShare.weight(all.get(i)));
            }
        });
    }

    @Test
    void shouldWaitForTheNextTurnWhenItsPartOfThisOneIsUsedUp() throws Exception {
        CompletableFuture<Integer> later = new CompletableFuture<>();
        onLoop(() -> {
            DeviceShare deep = open(LONG);
            DeviceShare other = open(LONG);
            other.submit(zeroes(SHORT));
            for (int i = 0; i < 5; i++) {
                deep.submit(zeroes(LONG));
            }
            deep.ended(LONG);
            assertEquals(2, inDevice.size(), "one short, one long, though the device has room again");
            loop.atNextTurn(() -> later.complete(inDevice.size()));
        });
        assertEquals(3, later.get(20, TimeUnit.SECONDS), "one more in the next turn");
    }

    @Test
    void shouldNoticeUsersOnOtherLoops() throws Exception {
        UnitUse.Place there = use.join();
        onLoop(() -> {
            DeviceShare deep = open(Long.MAX_VALUE);
            there.used(loop.nowNanos());
            for (int i = 0; i < 5; i++) {
                deep.submit(zeroes(LONG));
            }
            assertEquals(1, inDevice.size());
        });
        there.leave();
        CompletableFuture<Integer> passed = new CompletableFuture<>();
        loop.schedule(
                () -> {
                    DeviceShare alone = open(Long.MAX_VALUE);
                    alone.submit(zeroes(LONG));
                    alone.submit(zeroes(LONG));
                    passed.complete(inDevice.size());
                },
                200,
                TimeUnit.MILLISECONDS);
        assertEquals(3, passed.get(20, TimeUnit.SECONDS), "the place was given back");
    }
}
