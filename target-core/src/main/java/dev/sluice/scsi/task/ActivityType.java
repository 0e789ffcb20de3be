package dev.sluice.scsi.task;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A kind of {@link Activity}: a constant of its class. Tasks keep one activity of each kind that they have needed.
 *
 * @param <A> the activity's class
 * @param index of the kind among all
 * @param kind the activity's class
 * @param maker makes an activity
 */
public record ActivityType<A extends Activity>(int index, Class<A> kind, Supplier<A> maker) {
    private static final AtomicInteger COUNT = new AtomicInteger();

    public ActivityType(Class<A> kind, Supplier<A> maker) {
        this(COUNT.getAndIncrement(), kind, maker);
    }
}
