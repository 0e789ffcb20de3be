package dev.sluice.scsi.transfer;

import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.Activity;
import dev.sluice.scsi.task.ActivityType;
import java.util.concurrent.CompletableFuture;

/** Waits for something that goes on elsewhere, and ends the task as that has ended. An aborted task does not wait any more. */
public final class Waiting extends Activity {
    public static final ActivityType<Waiting> TYPE = new ActivityType<>(Waiting.class, Waiting::new);

    private CompletableFuture<SenseData> awaited;

    private Waiting() {}

    /** @param work completed on any thread, with why it failed or with null; never exceptionally */
    public void start(CompletableFuture<SenseData> work) {
        awaited = work;
        work.thenAccept(why -> task().loop().execute(() -> ended(work, why)));
    }

    private void ended(CompletableFuture<SenseData> work, SenseData why) {
        if (awaited != work) {
            return;
        }
        awaited = null;
        if (why == null) {
            succeed();
        } else {
            fail(why);
        }
    }

    @Override
    protected void abort() {
        awaited = null;
        rest();
    }
}
