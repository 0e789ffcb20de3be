package dev.sluice.shell.command;

/** Asks who types. */
@FunctionalInterface
public interface Asker {
    /** Whether they say yes. */
    boolean confirm(String question);
}
