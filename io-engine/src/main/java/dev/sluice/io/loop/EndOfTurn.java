package dev.sluice.io.loop;

/**
 * Work put off to the end of a loop's turn, so that what one turn produced leaves in one batch.
 *
 * @see IoLoop#atTurnEnd
 */
public interface EndOfTurn {
    /** Called on the loop thread once for each {@link IoLoop#atTurnEnd}, after all completions of the turn. */
    void turnEnded();
}
