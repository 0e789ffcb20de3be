package dev.sluice.daemon;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps that are taken in order. If a step fails, the steps before it are undone, the last first. One thread. */
final class Transaction {
    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    /** An action of a step, or its undo. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /** The failure of a step. */
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
     * @param what the name of the step, as in {@code cannot WHAT}
     * @param undo the undo of the step
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

    /** Undoes all steps. A failure is logged, and the other steps are undone all the same. */
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
