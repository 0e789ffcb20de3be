package dev.sluice.daemon;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps that are taken in order. Where one fails, those before it are taken back, the last first. One thread. */
final class Transaction {
    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    /** An action of a step, or its undo. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /** A step could not be taken. */
    static final class StepFailed extends Exception {
        private static final long serialVersionUID = 1;

        StepFailed(String message, Exception cause) {
            super(message, cause);
        }
    }

    private record Done(String what, Step undo) {}

    private final Deque<Done> done = new ArrayDeque<>();

    /**
     * Takes a step.
     *
     * @param what names it, as in {@code cannot WHAT}
     * @param undo takes it back
     */
    void step(String what, Step step, Step undo) throws StepFailed {
        try {
            step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("cannot " + what + ": interrupted", e);
        } catch (Exception e) {
            throw new StepFailed("cannot " + what + ": " + (e.getMessage() == null ? e : e.getMessage()), e);
        }
        done.push(new Done(what, undo));
    }

    /** Takes everything back. What cannot be is logged, and the rest goes on. */
    void takeBack() {
        while (!done.isEmpty()) {
            Done last = done.pop();
            try {
                last.undo().run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.error("could not take back: {}", last.what(), e);
            }
        }
    }
}
