package dev.sluice.cli;

import dev.sluice.io.loop.IoLoop;
import dev.sluice.io.loop.IoLoopGroup;
import dev.sluice.io.loop.LoopSettings;
import dev.sluice.io.memory.BufferPool;
import dev.sluice.log.FatalErrorHandler;
import dev.sluice.log.StandardStreams;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A program that begins as a server does; then one of its threads fails. The argument says which. */
final class FaultyServer {
    private FaultyServer() {}

    /** @param args "loop" or "thread" */
    public static void main(String[] args) throws Exception {
        StandardStreams.takeOver();
        FatalErrorHandler.install();
        IoLoop loop = IoLoopGroup.start(List.of(new LoopSettings(-1, BufferPool.SLAB_BYTES, BufferPool.SLAB_BYTES, 0)))
                .loops()
                .getFirst();
        System.out.println("Begins");
        Runnable fault = () -> {
            throw new StackOverflowError("injected");
        };
        if (args[0].equals("loop")) {
            loop.execute(() -> loop.atTurnEnd(fault::run));
        } else {
            Thread.ofPlatform().daemon().name("sluice-some-worker").start(fault);
        }
        new CountDownLatch(1).await();
    }
}
