package dev.sluice.scsi.transfer;

import dev.sluice.scsi.Activity;
import dev.sluice.scsi.ActivityType;
import dev.sluice.scsi.ScsiTask;
import java.util.concurrent.CompletableFuture;

/** Waits for something that goes on elsewhere, and ends the task well. An aborted task rests when that is over. */
public final class Waiting extends Activity {
    public static final ActivityType<Waiting> TYPE = new ActivityType<>(Waiting.class, Waiting::new);

    private Waiting() {}

    /** @param work completed on any thread, never exceptionally */
    public void start(CompletableFuture<Void> work) {
        ScsiTask waiting = task();
        work.thenRun(() -> waiting.loop().execute(() -> {
            if (waiting.isAbortRequested()) {
                rest();
            } else {
                succeed();
            }
        }));
    }

    @Override
    protected void abort() {
        // What it waits for comes to its end.
    }
}
