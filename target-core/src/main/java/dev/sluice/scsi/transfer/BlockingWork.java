package dev.sluice.scsi.transfer;

import dev.sluice.io.loop.FatalErrors;
import dev.sluice.io.loop.IoLoop;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.task.Activity;
import dev.sluice.scsi.task.ActivityType;
import dev.sluice.scsi.task.ScsiTask;
import dev.sluice.scsi.unit.LogicalUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what may block on a thread beside the loops, and goes on with its result on the task's loop. An aborted task rests
 * when the work is over. There is one such thread for each logical unit, and at most one piece of work of each task in line for it.
 */
public final class BlockingWork extends Activity {
    public static final ActivityType<BlockingWork> TYPE = new ActivityType<>(BlockingWork.class, BlockingWork::new);

    private static final Logger LOG = LoggerFactory.getLogger(BlockingWork.class);

    private BlockingWork() {}

    /**
     * Does {@code work}, and passes what it returns to {@code then}, which ends the task.
     *
     * @param work on the thread for that; it must not touch what belongs to the loop
     * @param then on the loop's thread, unless the task was aborted or the work threw
     */
    public <T> void start(Supplier<T> work, BiConsumer<ScsiTask, T> then) {
        call(
                task().unit(),
                task().loop(),
                work,
                result -> end(() -> then.accept(task(), result)),
                () -> end(() -> fail(SenseData.TARGET_FAILURE)));
    }

    /**
     * Does {@code work} on the thread for blocking work, for a caller that is no activity.
     *
     * @param unit that may keep it waiting
     * @param then takes what it returns, on the loop's thread
     * @param failed runs there instead if it threw
     */
    public static <T> void call(LogicalUnit unit, IoLoop loop, Supplier<T> work, Consumer<T> then, Runnable failed) {
        unit.companion(UnitThread.class, UnitThread::new).execute(() -> {
            Runnable goOn;
            try {
                T result = work.get();
                goOn = () -> then.accept(result);
            } catch (RuntimeException | Error e) {
                FatalErrors.reportIfFatal(e);
                LOG.error("a command failed by a fault of its own", e);
                goOn = failed;
            }
            loop.execute(goOn);
        });
    }

    private void end(Runnable goOn) {
        if (task().isAbortRequested()) {
            rest();
        } else {
            goOn.run();
        }
    }

    @Override
    protected void abort() {
        // The work comes to an end by itself: it looks at the device, which stays open until then.
    }
}
