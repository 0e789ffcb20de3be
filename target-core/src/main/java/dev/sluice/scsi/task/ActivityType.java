package dev.sluice.scsi.task;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A kind of {@link Activity}: a constant of its class. Tasks keep one activity of each kind that they have needed.
 *
 * @param <A> the activity's class
 */
public final class ActivityType<A extends Activity> {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final int index = COUNT.getAndIncrement();
    private final Class<A> type;
    private final Supplier<A> maker;

    public ActivityType(Class<A> type, Supplier<A> maker) {
        this.type = type;
        this.maker = maker;
    }

    int index() {
        return index;
    }

    Activity make() {
        return maker.get();
    }

    A cast(Activity activity) {
        return type.cast(activity);
    }
}
