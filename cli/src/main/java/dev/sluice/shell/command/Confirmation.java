package dev.sluice.shell.command;

/** Asks the user a question. */
@FunctionalInterface
public interface Confirmation {
    /** True if the user answers yes. */
    boolean confirm(String question);
}
