package dev.sluice.io.worker;

import dev.sluice.io.device.BlockDevice;
import dev.sluice.io.device.BlockRequest;
import dev.sluice.io.device.DeviceChannel;
import dev.sluice.io.device.DeviceError;
import dev.sluice.io.loop.EndOfTurn;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.loop.LoopInput;
import java.util.Queue;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * A loop's end of the way to a worker and back.
 *
 * <p>As many requests as there are relays are on that way at once, and the rings have a place for each: nothing is ever dropped;
 * more wait in line here. What a turn submits leaves with one wake-up, and none if the worker is awake. Owner: the loop's
 * thread.
 */
final class WorkerChannel implements DeviceChannel, LoopInput, EndOfTurn {
    /** Requests on their way at once: more than the operations that a device's channel has under way by default. */
    private static final int RELAYS = 1024;

    private final IoLoop loop;
    private final IoLoop worker;
    private final Queue<WorkerRequest> requests = new OneToOneConcurrentArrayQueue<>(RELAYS);
    private final Queue<WorkerRequest> answers = new OneToOneConcurrentArrayQueue<>(RELAYS);
    private final WorkerPort port;

    private WorkerRequest free;
    private int made;
    private int underWay;
    private BlockRequest firstWaiting;
    private BlockRequest lastWaiting;
    private boolean wakesAtTurnEnd;

    WorkerChannel(BlockDevice device, IoLoop loop, IoLoop worker) {
        this.loop = loop;
        this.worker = worker;
        this.port = new WorkerPort(worker, loop, requests, answers);
        loop.addInput(this);
        worker.execute(() -> port.open(device));
    }

    @Override
    public void submit(BlockRequest request) {
        assert loop.inLoop();
        WorkerRequest relay = takeFree();
        if (relay != null) {
            send(relay, request);
        } else if (firstWaiting == null) {
            firstWaiting = request;
            lastWaiting = request;
        } else {
            lastWaiting.next = request;
            lastWaiting = request;
        }
    }

    private WorkerRequest takeFree() {
        WorkerRequest relay = free;
        if (relay != null) {
            free = relay.nextFree;
            return relay;
        }
        return made < RELAYS ? makeRelay() : null;
    }

    private WorkerRequest makeRelay() {
        made++;
        return new WorkerRequest(port);
    }

    private void send(WorkerRequest relay, BlockRequest request) {
        underWay++;
        relay.carry(request);
        boolean taken = requests.offer(relay);
        assert taken : "there is a place for every relay";
        if (!wakesAtTurnEnd) {
            wakesAtTurnEnd = true;
            loop.atTurnEnd(this);
        }
    }

    @Override
    public void turnEnded() {
        wakesAtTurnEnd = false;
        worker.wakeIfAsleep();
    }

    @Override
    public boolean isEmpty() {
        return answers.isEmpty();
    }

    @Override
    public void take() {
        WorkerRequest relay;
        while ((relay = answers.poll()) != null) {
            underWay--;
            BlockRequest ended = relay.outer;
            relay.outer = null;
            BlockRequest next = firstWaiting;
            // The error is read before the relay can be sent again.
            DeviceError error = relay.inner.error();
            if (next == null) {
                relay.nextFree = free;
                free = relay;
            } else {
                firstWaiting = next.next;
                next.next = null;
                send(relay, next);
            }
            ended.complete(error);
        }
    }

    @Override
    public void close() {
        assert underWay == 0 : "closed with requests under way";
        // Off this turn: a session may give up its channel from within a completion.
        loop.execute(() -> loop.removeInput(this));
        worker.execute(port::close);
    }
}
