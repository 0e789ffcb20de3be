package dev.sluice.io.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The end of something that holds what others need, too: every step runs, also after a step that failed. So a fault in one
 * step costs the resource of that step, and no more. Any thread.
 */
public final class Ending {
    private Ending() {}

    /** Runs all steps in their order; throws the exception of the first step that failed, when all have run. */
    public static void run(Runnable... steps) {
        Throwable first = null;
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                if (first == null) {
                    first = e;
                } else if (first != e) {
                    first.addSuppressed(e);
                }
            }
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first != null) {
            throw (RuntimeException) first;
        }
    }

    /** The same for each of {@code all}. */
    public static <T> void forEach(Iterable<T> all, Consumer<T> step) {
        List<Runnable> steps = new ArrayList<>();
        all.forEach(one -> steps.add(() -> step.accept(one)));
        run(steps.toArray(Runnable[]::new));
    }
}
