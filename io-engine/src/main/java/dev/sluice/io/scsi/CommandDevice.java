package dev.sluice.io.scsi;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.device.DeviceProperties;
import dev.sluice.io.loop.FatalErrors;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.open.DeviceOpenException;
import dev.sluice.io.sys.SystemCallException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SCSI device that takes commands from loops. It stands where a {@link BlockDevice} does, of no size: it has no blocks that could be
 * read or written by offsets.
 *
 * <p>Threads of its own carry the commands out: eight for a disk, and one for everything else, which keeps commands in the order
 * in which they were submitted. What waits in line is as much as initiators have commands under way.
 */
public final class CommandDevice implements BlockDevice {
    private static final Logger LOG = LoggerFactory.getLogger(CommandDevice.class);
    private static final int THREADS_OF_A_DISK = 8;
    private static final int IDLE_SECONDS = 60;
    private static final long CLOSE_MILLIS = 1000;

    private final ScsiDevice device;
    private final DeviceFacts facts;
    private final DeviceProperties properties;
    private final DataAreas areas;
    private final ThreadPoolExecutor threads;
    private final AtomicIntegerArray lost = new AtomicIntegerArray(ScsiOutcome.values().length);

    private CommandDevice(ScsiDevice device, DeviceFacts facts, DataAreas areas) {
        this.device = device;
        this.facts = facts;
        this.areas = areas;
        // Read-only, as there is nothing that the server would have to flush.
        this.properties = new DeviceProperties(
                device.description() + ", " + facts.typeName() + " " + facts.name(),
                0,
                512,
                512,
                512,
                0,
                false,
                0,
                false,
                false,
                false,
                true,
                true,
                facts.identity());
        int count = facts.takesSeveralCommands() ? THREADS_OF_A_DISK : 1;
        this.threads =
                new ThreadPoolExecutor(
                        count,
                        count,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("sluice-scsi-", 0).factory()) {
                    @Override
                    protected void terminated() {
                        device.close();
                        areas.close();
                    }
                };
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Takes over a device, and asks what it is. Any thread but a loop's.
     *
     * @throws DeviceOpenException if it does not say; it is closed then
     */
    public static CommandDevice of(ScsiDevice device) throws DeviceOpenException {
        try {
            DeviceFacts facts = DeviceFacts.of(device);
            if (facts != null) {
                return new CommandDevice(device, facts, new DataAreas());
            }
        } catch (SystemCallException e) {
            device.close();
            throw new DeviceOpenException(device.description() + ": " + e.getMessage(), e);
        }
        device.close();
        throw new DeviceOpenException(device.description()
                + ": does not answer INQUIRY; see whether the device is switched on and connected");
    }

    /** The PERIPHERAL DEVICE TYPE; SPC-4 6.6.2, table 138. */
    public int type() {
        return facts.type();
    }

    /** The logical block length, or 0 where it was not known when the device was opened. */
    public int blockBytes() {
        return facts.blockBytes();
    }

    /** The most data that a command may move, in bytes. */
    public int maxTransferBytes() {
        return Math.min(device.maxTransferBytes(), DataAreas.LARGE_BYTES);
    }

    /** Memory for the data of commands. */
    public DataAreas areas() {
        return areas;
    }

    /**
     * Sends a command to the device.
     *
     * @param ended runs on {@code loop} when the answer is in the request
     */
    public void submit(ScsiRequest request, IoLoop loop, Runnable ended) {
        request.work = () -> {
            try {
                execute(request);
            } catch (RuntimeException | Error e) {
                FatalErrors.reportIfFatal(e);
                LOG.error("{}: a command failed by a fault of its own", device.description(), e);
                request.failed(ScsiOutcome.FAILED);
            }
            note(request);
            try {
                loop.execute(ended);
            } catch (RejectedExecutionException e) {
                LOG.debug("{}: nobody waits for its answer any more", device.description());
            }
        };
        threads.execute(request.work);
    }

    private void execute(ScsiRequest request) {
        if (request.direction() == ScsiRequest.Direction.FROM_DEVICE) {
            // Bytes that the device does not fill in must not show what somebody else has read or written.
            request.data().asSlice(0, request.length()).fill((byte) 0);
        }
        device.execute(request);
    }

    /** Tells people of what did not come to an answer, each kind the first, second, fourth, eighth… time. */
    private void note(ScsiRequest request) {
        if (request.outcome() != ScsiOutcome.ANSWERED) {
            int count = lost.incrementAndGet(request.outcome().ordinal());
            if (Integer.bitCount(count) == 1) {
                LOG.error(
                        "{}: no answer to command {}h: {} ({} times so far)",
                        device.description(),
                        "%02X".formatted(request.cdb()[0]),
                        request.outcome(),
                        count);
            }
        }
    }

    /** Takes a command back that the device has not got yet; if false, it will end as any other. */
    public boolean cancel(ScsiRequest request) {
        return threads.remove(request.work);
    }

    @Override
    public DeviceProperties properties() {
        return properties;
    }

    @Override
    public DeviceChannel openChannel(IoLoop loop) {
        return new DeviceChannel() {
            @Override
            public void submit(BlockRequest request) {
                request.complete(DeviceError.UNSUPPORTED);
            }

            @Override
            public void close() {}
        };
    }

    /** A command that still is under way keeps the device open until its end; this waits for it no longer than a second. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("{}: a command is still under way; the device stays open until it ends", device.description());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
