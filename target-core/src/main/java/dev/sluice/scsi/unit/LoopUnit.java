package dev.sluice.scsi.unit;

import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.loop.RecentUse;
import dev.sluice.io.memory.BufferPool;
import dev.sluice.io.memory.BufferShare;
import dev.sluice.io.memory.IoBuffer;
import dev.sluice.scsi.atomic.AccessGate;
import dev.sluice.scsi.atomic.AtomicAccess;
import dev.sluice.scsi.share.DeviceShare;
import dev.sluice.scsi.share.TurnShare;
import dev.sluice.scsi.share.UnitUse;
import dev.sluice.scsi.taskset.TaskSet;
import dev.sluice.scsi.taskset.UnitTasks;
import java.lang.foreign.Arena;

/** The part of a logical unit on one loop: a channel to its device, and the tasks under way. Owner: the loop thread. */
public final class LoopUnit {
    private final IoLoop loop;
    private final DeviceChannel device;
    private final TaskSet tasks;
    private final UnitCounters counters;
    private final AccessGate gate;
    private final RecentUse nexuses = new RecentUse();
    private final UnitUse.Place loops;
    private Arena scratchMemory;
    private BufferPool scratchBuffers;
    private BufferShare operationBuffers;

    LoopUnit(IoLoop loop, DeviceChannel device, UnitTasks unitTasks, AtomicAccess atomicAccess, UnitUse use) {
        this.loop = loop;
        this.device = device;
        this.counters = new UnitCounters(loop.nowNanos());
        this.tasks = unitTasks.open(loop);
        this.loops = use.join();
        this.gate = atomicAccess.open(loop, tasks);
    }

    public IoLoop loop() {
        return loop;
    }

    /** The gate that requests to the medium pass before they are submitted. */
    public AccessGate gate() {
        return gate;
    }

    /** Submits a request that is no nexus's; see {@link DeviceChannel#submit}. */
    public void submit(BlockRequest request) {
        device.submit(request);
    }

    /** The way to the device for one nexus. */
    DeviceShare openShare(TurnShare turn) {
        return new DeviceShare(loop, turn, nexuses, loops, device);
    }

    /**
     * Buffers for activities that hold data and need a second buffer to look at the medium: a pool of their own, because they could
     * wait for each other for ever in a shared pool. Made when they are first needed. Each nexus has a {@linkplain UnitNexus#scratchBuffers share}.
     */
    public BufferPool scratchBuffers() {
        if (scratchBuffers == null) {
            scratchMemory = Arena.ofShared();
            scratchBuffers = new BufferPool(scratchMemory.allocate(BufferPool.SLAB_BYTES, 4096));
            operationBuffers = scratchBuffers.open(BufferPool.MAX_BUFFER_BYTES);
        }
        return scratchBuffers;
    }

    /** A buffer of the largest size for the {@link MediumOperation} of the unit, of which there is one at a time: it is always there. */
    IoBuffer operationBuffer() {
        scratchBuffers();
        return operationBuffers.tryAcquire(BufferPool.MAX_BUFFER_BYTES);
    }

    /** The tasks under way on this loop. */
    public TaskSet tasks() {
        return tasks;
    }

    UnitCounters counters() {
        return counters;
    }

    void close(UnitTasks unitTasks) {
        unitTasks.close(tasks);
        gate.close();
        loops.leave();
        device.close();
        if (scratchMemory != null) {
            scratchMemory.close();
        }
    }
}
