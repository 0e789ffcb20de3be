package dev.sluice.shell.command;

/** Asks who types. */
@FunctionalInterface
public interface Confirmation {
    /** Whether they say yes. */
    boolean confirm(String question);
}
