package dev.sluice.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.initiator.Cdb;
import dev.sluice.initiator.InitiatorTask;
import dev.sluice.initiator.ScsiCommand;
import dev.sluice.initiator.ScsiResult;
import dev.sluice.initiator.Session;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** An initiator that reads and writes without a pause, eight commands at a time, on a thread of its own. */
final class Load {
    private static final int DEPTH = 8;
    private static final int BLOCKS = 8;
    private static final byte[] DATA = new byte[BLOCKS * 512];

    private record Begun(InitiatorTask task, long nanos) {}

    private final Session session;
    private final int lun;
    private final CompletableFuture<Void> thread;
    private volatile boolean stopping;
    private volatile long commands;
    private volatile long longestNanos;
    private volatile ScsiResult first;

    /** @param session becomes the load's */
    Load(Session session, int lun) {
        this.session = session;
        this.lun = lun;
        this.thread = CompletableFuture.runAsync(
                this::run, task -> Thread.ofPlatform().start(task));
        ChangingServer.await(() -> commands > 100 || thread.isDone());
    }

    private void run() {
        ArrayDeque<Begun> begun = new ArrayDeque<>();
        for (long i = 0; !stopping || !begun.isEmpty(); i++) {
            if (!stopping) {
                long lba = i * BLOCKS % 1024;
                ScsiCommand command = i % 2 == 0
                        ? ScsiCommand.write(lun, Cdb.write10(lba, BLOCKS), DATA)
                        : ScsiCommand.read(lun, Cdb.read10(lba, BLOCKS), DATA.length);
                begun.add(new Begun(session.submit(command), System.nanoTime()));
            }
            if (stopping || begun.size() == DEPTH) {
                Begun oldest = begun.poll();
                ScsiResult result = session.await(oldest.task);
                if (!result.isGood()) {
                    first = result;
                    return;
                }
                longestNanos = Math.max(longestNanos, System.nanoTime() - oldest.nanos);
                commands++;
            }
        }
    }

    long commands() {
        return commands;
    }

    /** Waits for as many commands again as it does in a moment. */
    void goOn() {
        long now = commands;
        ChangingServer.await(() -> commands > now + 200 || thread.isDone());
    }

    /** Stops, and checks that nothing was noticed. */
    void stopUntouched() {
        stopping = true;
        thread.join();
        assertEquals(null, first, "a command failed");
        assertEquals(List.of(), session.asyncMessages());
        assertEquals(List.of(), session.rejects());
        assertTrue(longestNanos < TimeUnit.SECONDS.toNanos(2), () -> "a command took " + longestNanos / 1000 + " us");
        session.close();
    }

    /** Waits until the target has ended it, or a command failed; the first that failed, or null where all was cut off. */
    ScsiResult awaitEnd() {
        try {
            thread.join();
        } catch (CompletionException cut) {
            first = null;
        }
        session.drop();
        return first;
    }

    Session session() {
        return session;
    }
}
