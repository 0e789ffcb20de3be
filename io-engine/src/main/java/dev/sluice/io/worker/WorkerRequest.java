package dev.sluice.io.worker;

import dev.sluice.io.device.BlockRequest;

/**
 * Carrier of a request to a worker and of its outcome back: made once, used again and again. It belongs to the thread that took it
 * out of a ring.
 */
final class WorkerRequest {
    /** The loop's request. */
    BlockRequest outer;

    /** The same for the worker's channel. */
    final BlockRequest inner;

    /** The loop's: the next one that is free. */
    WorkerRequest nextFree;

    WorkerRequest(WorkerPort port) {
        inner = new BlockRequest(port);
        inner.attachment = this;
    }

    void carry(BlockRequest request) {
        outer = request;
        inner.prepareAs(request);
    }
}
