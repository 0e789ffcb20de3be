package dev.sluice.scsi.share;

import dev.sluice.io.device.BlockOperation;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.loop.EndOfTurn;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.loop.RecentUse;
import dev.sluice.io.memory.BufferPool;
import java.util.ArrayDeque;

/**
 * The requests of one I_T_L nexus on their way to a device. While nobody else uses the device they pass. While others do, the
 * nexus has {@link #FAIR_BYTES} under way at most, and what comes on top waits here in order; so deep and long requests of one nexus do not
 * stand before a short one of another. Owner: the loop thread of the nexus.
 */
public final class DeviceShare implements EndOfTurn {
    /** A buffer of the largest size: 512 KiB made those behind it wait twice as long. Measured in docs/performance.md. */
    public static final long FAIR_BYTES = BufferPool.MAX_BUFFER_BYTES;

    /** The length of the pieces of a long read while others use the device: a short request waits for one of them at most. */
    private static final int FAIR_PIECE_BYTES = (int) FAIR_BYTES / 4;

    /** A flush counts so much, though it moves nothing: a device has few of them under way at once. */
    private static final long FLUSH_BYTES = FAIR_BYTES / 4;

    private final IoLoop loop;
    private final TurnShare turn;
    private final RecentUse nexuses;
    private final UnitUse.Place loops;
    private final DeviceChannel device;
    private final int leastLoanBytes;
    private final ArrayDeque<BlockRequest> waiting = new ArrayDeque<>(0);
    private long bytesUnderWay;
    /** The time at which the loop was last noted to use the unit. */
    private long notedNanos;

    private boolean sending;
    private boolean waitsForTurn;

    /**
     * @param loop the loop of the nexus
     * @param turn of the nexus
     * @param nexuses the uses of the device on this loop
     * @param loops the loops that use the device
     * @param device the channel that requests go to
     */
    public DeviceShare(IoLoop loop, TurnShare turn, RecentUse nexuses, UnitUse.Place loops, DeviceChannel device) {
        this.loop = loop;
        this.turn = turn;
        this.nexuses = nexuses;
        this.loops = loops;
        this.device = device;
        this.leastLoanBytes = device.leastLoanBytes();
    }

    /** Gives a request to the device, now or when its turn comes. {@link #ended} follows its completion. */
    public void submit(BlockRequest request) {
        if (waiting.isEmpty() && mayPass(request)) {
            pass(request);
        } else {
            waiting.add(request);
        }
    }

    /** A request of that {@linkplain #weight weight} has ended. */
    public void ended(long weight) {
        bytesUnderWay -= weight;
        if (!waiting.isEmpty() && !waitsForTurn) {
            send();
        }
    }

    /** Takes back a request that still waits; false if it does not. */
    public boolean withdraw(BlockRequest request) {
        return !waiting.isEmpty() && waiting.remove(request);
    }

    /** Returns the length of the next request of a read that still wants so many bytes: shorter while others use the device. */
    public int pieceOf(long bytes) {
        if (bytes <= FAIR_PIECE_BYTES) {
            return (int) bytes;
        }
        return (int) Math.min(bytes, isShared(loop.nowNanos()) ? FAIR_PIECE_BYTES : BufferPool.MAX_BUFFER_BYTES);
    }

    /** Returns true if a read of that length is to ask the device for a loan; see {@link DeviceChannel#leastLoanBytes}. */
    public boolean lends(int bytes) {
        return bytes >= leastLoanBytes;
    }

    private boolean isShared(long now) {
        return nexuses.isShared(now) || loops.othersAreThere();
    }

    /** The weight of a request in bytes. A request without data, such as UNMAP, counts {@link #FAIR_BYTES} at most. */
    public static long weight(BlockRequest request) {
        return request.operation() == BlockOperation.FLUSH ? FLUSH_BYTES : Math.min(request.length(), FAIR_BYTES);
    }

    private boolean mayPass(BlockRequest request) {
        long weight = weight(request);
        long now = loop.nowNanos();
        nexuses.usedBy(this, now);
        if (now - notedNanos >= UnitUse.GRAIN_NANOS) {
            notedNanos = now;
            loops.used(now);
        }
        boolean fits = bytesUnderWay == 0 || bytesUnderWay + weight <= FAIR_BYTES || !isShared(now);
        if (!fits) {
            return false;
        }
        loop.recentUse().usedBy(turn, now);
        if (loop.recentUse().isShared(now) && !turn.take(weight)) {
            waitForTurn();
            return false;
        }
        return true;
    }

    private void waitForTurn() {
        if (!waitsForTurn) {
            waitsForTurn = true;
            loop.atNextTurn(this);
        }
    }

    @Override
    public void turnEnded() {
        waitsForTurn = false;
        send();
    }

    /** Never within itself: a device may answer at once. */
    private void send() {
        if (sending) {
            return;
        }
        sending = true;
        try {
            while (!waiting.isEmpty() && !waitsForTurn && mayPass(waiting.peek())) {
                pass(waiting.poll());
            }
        } finally {
            sending = false;
        }
    }

    private void pass(BlockRequest request) {
        bytesUnderWay += weight(request);
        device.submit(request);
    }
}
