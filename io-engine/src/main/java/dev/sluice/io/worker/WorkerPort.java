package dev.sluice.io.worker;

import dev.sluice.io.device.BlockCompletion;
import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.loop.EndOfTurn;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.loop.LoopInput;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's end of a {@link WorkerChannel}. Owner: the worker's thread. */
final class WorkerPort implements LoopInput, EndOfTurn, BlockCompletion {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerPort.class);

    private final IoLoop worker;
    private final IoLoop loop;
    private final Queue<WorkerRequest> requests;
    private final Queue<WorkerRequest> answers;
    /** Null where it could not be opened. */
    private DeviceChannel channel;

    private boolean wakesAtTurnEnd;

    WorkerPort(IoLoop worker, IoLoop loop, Queue<WorkerRequest> requests, Queue<WorkerRequest> answers) {
        this.worker = worker;
        this.loop = loop;
        this.requests = requests;
        this.answers = answers;
    }

    void open(BlockDevice device) {
        try {
            channel = device.openChannel(worker);
        } catch (RuntimeException e) {
            LOG.error("{}: a worker cannot open it", device.properties().description(), e);
        }
        worker.addInput(this);
    }

    void close() {
        worker.removeInput(this);
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public boolean isEmpty() {
        return requests.isEmpty();
    }

    @Override
    public void take() {
        WorkerRequest relay;
        while ((relay = requests.poll()) != null) {
            if (channel == null) {
                relay.inner.complete(DeviceError.GONE);
            } else {
                channel.submit(relay.inner);
            }
        }
    }

    @Override
    public void completed(BlockRequest request) {
        boolean taken = answers.offer((WorkerRequest) request.attachment);
        assert taken : "there is a place for every relay";
        if (!wakesAtTurnEnd) {
            wakesAtTurnEnd = true;
            worker.atTurnEnd(this);
        }
    }

    @Override
    public void turnEnded() {
        wakesAtTurnEnd = false;
        loop.wakeIfAsleep();
    }
}
